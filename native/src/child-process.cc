#include "child-process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>
#include <vector>

namespace native {
namespace {

constexpr idtype_t kByPidfd = static_cast<idtype_t>(3);  // P_PIDFD, which older headers lack

// What the child is to do between its birth and exec; functions of posix_spawn, which return their
// errors.
class Preparation {
 public:
  Preparation() {
    error_ = posix_spawn_file_actions_init(&actions_);
    if (error_ == 0) error_ = posix_spawnattr_init(&attributes_);
  }
  ~Preparation() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  Preparation(const Preparation&) = delete;

  void LeadSessionWithoutSignals() {
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    Note(posix_spawnattr_setsigdefault(&attributes_, &all));
    Note(posix_spawnattr_setsigmask(&attributes_, &none));
    Note(posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
  }

  void Give(int fd, int number) {
    if (fd >= 0) return Note(posix_spawn_file_actions_adddup2(&actions_, fd, number));
    Note(posix_spawn_file_actions_addopen(&actions_, number, "/dev/null", O_RDWR, 0));
  }

  // Ours are close-on-exec; this is for what a library of the embedder's left open.
  void CloseFrom([[maybe_unused]] int number) {
#if __GLIBC_PREREQ(2, 34)
    Note(posix_spawn_file_actions_addclosefrom_np(&actions_, number));
#endif
  }

  int Spawn(const ChildOptions& options, pid_t* pid) {
    if (error_ != 0) return error_;
    return posix_spawn(pid, options.file, &actions_, &attributes_, options.arguments,
                       options.environment);
  }

 private:
  void Note(int error) {
    if (error_ == 0) error_ = error;
  }

  int error_ = 0;
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// A descriptor that has one of the numbers to be given would be overwritten before its turn: such
// ones are given from a copy above them.
Result MoveAbove(std::span<const int> descriptors, std::vector<int>* out,
                 std::vector<UniqueFd>* copies) {
  const int count = static_cast<int>(descriptors.size());
  for (const int fd : descriptors) {
    int from = fd;
    if (fd >= 0 && fd < count) {
      from = ::fcntl(fd, F_DUPFD_CLOEXEC, count);
      if (from < 0) return Result::System("dup");
      copies->emplace_back(from);
    }
    out->push_back(from);
  }
  return {};
}

int OpenPidfd(pid_t pid) { return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)); }

void KillAndWait(pid_t pid) {
  ::kill(pid, SIGKILL);
  while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

Result ChildProcess::Start(const ChildOptions& options, ChildProcess* out) {
  std::vector<int> descriptors;
  std::vector<UniqueFd> copies;
  if (const Result moved = MoveAbove(options.descriptors, &descriptors, &copies); !moved.ok()) {
    return moved;
  }
  Preparation preparation;
  preparation.LeadSessionWithoutSignals();
  int number = 0;
  for (const int fd : descriptors) preparation.Give(fd, number++);
  preparation.CloseFrom(number);
  pid_t pid;
  if (const int error = preparation.Spawn(options, &pid); error != 0) {
    return {Status::kSystem, "posix_spawn", error};
  }
  // Nobody else waits for it: the number is that of our child, also if it has ended already.
  UniqueFd pidfd(OpenPidfd(pid));
  if (!pidfd.is_open()) {
    const Result failed = Result::System("pidfd_open");
    KillAndWait(pid);
    return failed;
  }
  out->pid_ = pid;
  out->pidfd_ = std::move(pidfd);
  return {};
}

bool ChildProcess::Signal(int number) const {
  return is_ours() && ::syscall(SYS_pidfd_send_signal, pidfd_.get(), number, nullptr, 0) == 0;
}

bool ChildProcess::SignalGroup(int number) const {
  constexpr int kNone = 0;  // is there somebody? A zombie still is: it keeps the number
  return Signal(kNone) && ::kill(-pid_, number) == 0;
}

bool ChildProcess::HasEnded(ChildExit* out) const {
  if (!is_ours()) return false;
  siginfo_t info{};
  const auto fd = static_cast<id_t>(pidfd_.get());
  if (::waitid(kByPidfd, fd, &info, WEXITED | WNOWAIT | WNOHANG) != 0) {
    *out = {};
    return errno == ECHILD;  // somebody else has reaped it: it has ended, who knows how
  }
  if (info.si_pid == 0) return false;
  *out = info.si_code == CLD_EXITED ? ChildExit{info.si_status, 0} : ChildExit{-1, info.si_status};
  return true;
}

void ChildProcess::KillAndReap() noexcept {
  if (!is_ours()) return;
  SignalGroup(SIGKILL);
  KillAndWait(pid_);
  pidfd_.Close();
}

void ChildProcess::Reap() noexcept {
  if (!is_ours()) return;
  siginfo_t info{};
  const auto fd = static_cast<id_t>(pidfd_.get());
  ::waitid(kByPidfd, fd, &info, WEXITED | WNOHANG);
  pidfd_.Close();
}

Result OpenStream(UniqueFd* ours, UniqueFd* theirs) {
  int fds[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0) {
    return Result::System("socketpair");
  }
  *ours = UniqueFd(fds[0]);
  *theirs = UniqueFd(fds[1]);
  return {};
}

}  // namespace native
