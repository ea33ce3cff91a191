// capture --stall-ms N --first-frame-ms N --fps-limit N --pipe-bytes N --stop-ms N
//         --gap-ms N -- ffmpeg args…
//
// One run of one stream, and no policy: ffmpeg's frames into the slots of a region. Descriptors:
// 2 messages, 3 region, 4 eventfd of its queue, 5 report lines. Its exit code says why it ended.
// Whatever the cause: nothing that it started, or that those started, is alive after it.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

#include "capture-cause.h"
#include "capture-options.h"
#include "capture-run.h"
#include "descendants.h"

namespace native {
namespace {

constexpr int kRegionFd = 3, kWakeFd = 4, kReportFd = 5;

void KeepDescriptorsFromFfmpeg() {
  for (int fd = kRegionFd; fd <= kReportFd; fd++) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  ::close_range(kReportFd + 1, ~0U, 0);
}

// The signals that ask to stop, and SIGCHLD, come by a descriptor that can be polled.
int OpenSignals() {
  ::signal(SIGPIPE, SIG_IGN);  // a keeper that is gone does not read its report
  ::signal(SIGCHLD, SIG_DFL);  // ignored, it would reap for us and lose the status
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) sigaddset(&signals, number);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
}

void Complain(const Result& result) {
  const char* reason = result.error_number == 0 ? "" : strerror(result.error_number);
  fprintf(stderr, "capture: %s%s%s\n", result.what, *reason == '\0' ? "" : ": ", reason);
}

Cause End(Cause cause) {
  dprintf(kReportFd, "end %s\n", NameOf(cause));
  return cause;
}

Cause EndWithStatus(Cause cause, int status) {
  const bool exited = WIFEXITED(status);
  dprintf(kReportFd, "end %s %s %d\n", NameOf(cause), exited ? "exit" : "signal",
          exited ? WEXITSTATUS(status) : WTERMSIG(status));
  return cause;
}

Cause RunFfmpeg(const CaptureOptions& options, const CaptureRun::Surroundings& around,
                FrameProducer* producer) {
  FfmpegProcess ffmpeg;
  const Result started = FfmpegProcess::Start(options.command, options.pipe_bytes, &ffmpeg);
  if (!started.ok()) {
    fprintf(stderr, "%s: %s\n", options.command[0], strerror(started.error_number));
    return End(Cause::kFfmpegNotStarted);
  }
  producer->SetFfmpeg(static_cast<uint64_t>(ffmpeg.pid()),
                      static_cast<uint64_t>(ffmpeg.pipe_bytes()));
  dprintf(kReportFd, "ffmpeg %d\npipe %d\n", ffmpeg.pid(), ffmpeg.pipe_bytes());
  CaptureRun run(options, around, producer, std::move(ffmpeg));
  const Cause cause = run.ReadFrames();
  if (cause == Cause::kAsked && !run.StopFfmpeg()) {
    dprintf(kReportFd, "killed %s\n", run.ffmpeg_ended() ? "helper" : "ffmpeg");
  }
  Descendants::KillAndReapAll();
  producer->SetFfmpeg(0, 0);
  return run.ffmpeg_ended() ? EndWithStatus(cause, run.ffmpeg_status()) : End(cause);
}

Cause Run(char** arguments) {
  const int parent = ::getppid();
  CaptureOptions options;
  if (!CaptureOptions::Parse(arguments, &options)) return Cause::kUsage;
  KeepDescriptorsFromFfmpeg();
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const CaptureRun::Surroundings around = {parent, OpenSignals(), kReportFd};
  FrameProducer producer;
  const Result attached = FrameProducer::Attach(kRegionFd, UniqueFd(kWakeFd), &producer);
  if (!attached.ok()) {
    Complain(attached);
    return End(Cause::kRingUnusable);
  }
  return RunFfmpeg(options, around, &producer);
}

}  // namespace
}  // namespace native

int main(int, char** arguments) { return static_cast<int>(native::Run(arguments)); }
