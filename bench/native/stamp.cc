// In the place of capture or tracker: writes to descriptor 4 when, by its own clock, it started
// and when SIGTERM reached it, each as `<name> started|signalled <CLOCK_MONOTONIC ns>`. Says
// `ready` on descriptor 3. Ends on SIGTERM, or when descriptor 5 (the eventfd of the queue) is
// readable.
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>

namespace {

constexpr int kReadyFd = 3;
constexpr int kStampFd = 4;
constexpr int kQueueFd = 5;

const char* name = "";

void Stamp(const char* what) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  dprintf(kStampFd, "%s %s %lld%09ld\n", name, what, static_cast<long long>(now.tv_sec),
          now.tv_nsec);
}

void OnTerminate(int) {
  Stamp("signalled");
  _exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) name = argv[1];
  Stamp("started");
  struct sigaction action {};
  action.sa_handler = OnTerminate;
  sigaction(SIGTERM, &action, nullptr);
  dprintf(kReadyFd, "ready\n");
  pollfd queue{kQueueFd, POLLIN, 0};
  poll(&queue, 1, -1);
  return 0;
}
