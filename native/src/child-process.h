// One child of this process, from its start to its reaping. Knows nothing of Node.
#pragma once
#include <sys/types.h>

#include <span>

#include "result.h"
#include "unique-fd.h"

namespace native {

struct ChildOptions {
  const char* file;  // a path; PATH is not searched
  char* const* arguments;
  char* const* environment;
  // They become 0, 1, 2… in the child, in this order; -1: /dev/null. It gets no others.
  std::span<const int> descriptors;
};

struct ChildExit {
  int code = -1;   // -1: it was ended by a signal, or nobody can tell
  int signal = 0;  // 0: it was not
};

// Owns the number of the child: as long as it is not reaped, neither the number nor that of its
// group can be given to anybody else, dead or alive.
class ChildProcess {
 public:
  // The child leads a session and a group of its own, ignores and blocks no signal. Costs the same
  // whatever memory we have: nothing of it is copied. Returns when the child has executed `file`,
  // or with the reason why it could not (of file or system); nothing is left then.
  static Result Start(const ChildOptions& options, ChildProcess* out);

  ChildProcess() = default;
  ChildProcess(ChildProcess&&) noexcept = default;
  ChildProcess& operator=(ChildProcess&&) noexcept = default;

  pid_t pid() const { return pid_; }
  int exit_fd() const { return pidfd_.get(); }  // readable once it has ended
  bool is_ours() const { return pidfd_.is_open(); }

  // False where there is nobody to hear it, as always once it is reaped, by whomever.
  bool Signal(int number) const;
  bool SignalGroup(int number) const;

  bool HasEnded(ChildExit* out) const;  // without reaping it
  void Reap() noexcept;                 // idempotent. Only what has ended; gives up its number
  void KillAndReap() noexcept;          // and waits for the end

 private:
  pid_t pid_ = 0;
  UniqueFd pidfd_;
};

// Two ends of a stream, close-on-exec. A socket and not a pipe: it has more room, and takes none of
// the little that a user's pipes may have together.
Result OpenStream(UniqueFd* ours, UniqueFd* theirs);

}  // namespace native
