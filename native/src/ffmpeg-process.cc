#include "ffmpeg-process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

#include "time-slice.h"

namespace native {
namespace {

struct Pipe {
  UniqueFd read_end, write_end;

  static bool Open(Pipe* out) {
    int fds[2];
    if (::pipe2(fds, O_CLOEXEC) != 0) return false;
    *out = {UniqueFd(fds[0]), UniqueFd(fds[1])};
    return true;
  }
};

// What is asked for, or the largest half, quarter… that the user's limit of pipe memory leaves.
int GrowPipe(int fd, int wanted_bytes) {
  const int given_bytes = ::fcntl(fd, F_GETPIPE_SZ);
  for (int bytes = wanted_bytes; bytes > given_bytes || bytes == wanted_bytes; bytes /= 2) {
    if (::fcntl(fd, F_SETPIPE_SZ, bytes) >= 0) break;
  }
  return ::fcntl(fd, F_GETPIPE_SZ);
}

void ResetSignals() {
  for (int number = 1; number < NSIG; number++) ::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// In the child. First the signal, then the comparison: whenever we die, one of the two notices.
[[noreturn]] void Exec(char** command, pid_t parent, int output, int exec_error) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  ResetSignals();
  SetTimeSlice(0);  // decoding is bulk work: the short slice is for those who wait for its frames
  if (::dup2(output, STDOUT_FILENO) >= 0) {
    // Ours are close-on-exec; this is for what a library or an older kernel left open.
    ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    ::execvp(command[0], command);
  }
  const int error = errno;
  [[maybe_unused]] const ssize_t told = ::write(exec_error, &error, sizeof error);
  ::_exit(127);
}

}  // namespace

Result FfmpegProcess::Start(char** command, int pipe_bytes, FfmpegProcess* out) {
  Pipe output, exec_error;
  if (!Pipe::Open(&output) || !Pipe::Open(&exec_error)) return Result::System("pipe2");
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) return Result::System("fork");
  if (pid == 0) Exec(command, parent, output.write_end.get(), exec_error.write_end.get());
  exec_error.write_end.Close();
  int error;
  if (::read(exec_error.read_end.get(), &error, sizeof error) == sizeof error) {
    ::waitpid(pid, nullptr, 0);
    return {Status::kSystem, "exec", error};
  }
  out->pid_ = pid;
  out->pipe_bytes_ = GrowPipe(output.read_end.get(), pipe_bytes);
  // Of the reading end only: the flag belongs to the open file, ffmpeg's end has its own.
  ::fcntl(output.read_end.get(), F_SETFL, O_NONBLOCK);
  out->output_ = std::move(output.read_end);
  return {};
}

}  // namespace native
