#include "child-process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include <string>
#include <utility>
#include <vector>

#include "check.h"

namespace native {
namespace {

Result Start(const char* script, std::vector<int> descriptors, ChildProcess* out) {
  const char* arguments[] = {"sh", "-c", script, nullptr};
  const char* environment[] = {"PATH=/usr/bin:/bin", nullptr};
  return ChildProcess::Start({"/bin/sh", const_cast<char* const*>(arguments),
                              const_cast<char* const*>(environment), descriptors},
                             out);
}

ChildProcess Started(const char* script, std::vector<int> descriptors = {-1, -1, -1}) {
  ChildProcess child;
  CHECK(Start(script, std::move(descriptors), &child).ok());
  return child;
}

ChildExit ExitOf(const ChildProcess& child) {
  pollfd ended{child.exit_fd(), POLLIN, 0};
  CHECK(::poll(&ended, 1, 10'000) == 1);
  ChildExit exit;
  CHECK(child.HasEnded(&exit));
  return exit;
}

std::string ReadAll(UniqueFd from) {
  std::string text;
  char buffer[256];
  for (ssize_t count; (count = ::read(from.get(), buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<size_t>(count));
  }
  return text;
}

TEST(ChildTellsItsExitBeforeItIsReaped) {
  ChildProcess child = Started("exit 7");
  CHECK(ExitOf(child).code == 7);
  CHECK(child.Signal(0));  // still there, and so is its number
  CHECK(child.SignalGroup(SIGKILL));
  CHECK(ExitOf(child).code == 7);
  child.Reap();
  child.Reap();
  CHECK(!child.Signal(0) && !child.SignalGroup(0));
  CHECK(::waitpid(child.pid(), nullptr, 0) < 0 && errno == ECHILD);
}

TEST(ChildHasNotEndedWhileItRuns) {
  ChildProcess child = Started("read never", {-1, -1, -1});
  ChildProcess waiting = Started("sleep 60");
  ChildExit exit;
  CHECK(!waiting.HasEnded(&exit));
  CHECK(waiting.Signal(SIGTERM));
  CHECK(ExitOf(waiting).signal == SIGTERM && ExitOf(waiting).code == -1);
  waiting.Reap();
  CHECK(ExitOf(child).code == 1);  // the end of /dev/null
  child.Reap();
}

TEST(ChildThatSomebodyElseReapedHasEndedAndGetsNoSignal) {
  ChildProcess child = Started("exit 7");
  CHECK(::waitpid(child.pid(), nullptr, 0) == child.pid());
  const ChildExit exit = ExitOf(child);
  CHECK(exit.code == -1 && exit.signal == 0);
  CHECK(!child.Signal(SIGKILL) && !child.SignalGroup(SIGKILL));
  child.Reap();
}

TEST(ChildGetsItsDescriptorsWhateverTheirNumbers) {
  int crossed[2];
  CHECK(::pipe2(crossed, O_CLOEXEC) == 0);
  UniqueFd ours, theirs;
  CHECK(OpenStream(&ours, &theirs).ok());
  // 0 and 1 change places, and what is given is itself overwritten
  const int stdin_fd = ::dup(0), stdout_fd = ::dup(1);
  CHECK(::dup2(crossed[1], 0) == 0 && ::dup2(theirs.get(), 1) == 1);
  ChildProcess child = Started("echo one; echo two >&0; ls /proc/self/fd >&2", {1, 0, 1, -1});
  CHECK(::dup2(stdin_fd, 0) == 0 && ::dup2(stdout_fd, 1) == 1);
  for (const int fd : {crossed[1], stdin_fd, stdout_fd}) ::close(fd);
  theirs.Close();
  CHECK(ReadAll(UniqueFd(crossed[0])) == "one\n");
  CHECK(ReadAll(std::move(ours)) == "two\n0\n1\n2\n3\n4\n");  // 4: the listing itself
  CHECK(ExitOf(child).code == 0);
  child.Reap();
}

TEST(ChildThatCannotBeStartedLeavesNothing) {
  ChildProcess child;
  char* const none[] = {nullptr};
  const Result missing = ChildProcess::Start({"/none/program", none, none, {}}, &child);
  CHECK(missing.status == Status::kSystem && missing.error_number == ENOENT);
  const Result directory = ChildProcess::Start({"/tmp", none, none, {}}, &child);
  CHECK(directory.status == Status::kSystem && directory.error_number == EACCES);
  CHECK(!child.is_ours());
  CHECK(!Start("exit", {1'000'000}, &child).ok());
  CHECK(::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD);
}

TEST(ChildIsKilledWithItsGroup) {
  UniqueFd ours, theirs;
  CHECK(OpenStream(&ours, &theirs).ok());
  ChildProcess child = Started("trap '' TERM; sleep 60 & echo ready; wait", {-1, theirs.get(), -1});
  theirs.Close();
  char ready[6];
  CHECK(::read(ours.get(), ready, sizeof ready) == sizeof ready);
  child.KillAndReap();
  CHECK(!child.is_ours());
  CHECK(ReadAll(std::move(ours)).empty());  // nobody holds the other end
}

}  // namespace
}  // namespace native
