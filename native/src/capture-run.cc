#include "capture-run.h"

#include <poll.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "descendants.h"
#include "monotonic-clock.h"

namespace native {
namespace {

constexpr uint64_t kExitAfterEndMs = 1000;

int MsUntil(uint64_t deadline_ns) {
  const uint64_t now_ns = MonotonicNs();
  if (deadline_ns <= now_ns) return 0;
  return static_cast<int>((deadline_ns - now_ns) / kNsPerMs + 1);
}

}  // namespace

CaptureRun::CaptureRun(const CaptureOptions& options, const Surroundings& around,
                       FrameProducer* producer, FfmpegProcess ffmpeg)
    : options_(options),
      around_(around),
      producer_(*producer),
      ffmpeg_(std::move(ffmpeg)),
      pump_(producer, ffmpeg_.output()),
      limit_(options.fps_limit, options.stall_ms),
      frame_deadline_ns_(DeadlineAfter(options.first_frame_ms)),
      gap_due_at_ns_(producer->GapDueAt(options.gap_ms * kNsPerMs)) {}

Cause CaptureRun::ReadFrames() {
  while (true) {
    // The end of the pipe is believed only by a look that came after the end of ffmpeg.
    const bool had_ended = ffmpeg_ended_;
    const uint64_t deadline_ns = std::min(frame_deadline_ns_, gap_due_at_ns_);
    const Ready ready = Wait(had_ended ? 0 : deadline_ns, true);
    if (asked_count_ > 0) return Cause::kAsked;
    if (MonotonicNs() >= gap_due_at_ns_) CountGap();
    Cause cause;
    if (ready.readable && !ReadOnce(&cause)) return cause;
    if (!ready.readable && (ready.hung_up || had_ended)) return CauseOfEnd();
    if (MonotonicNs() >= frame_deadline_ns_) return Cause::kStalled;
  }
}

// As it begins to be one, and not when a frame ends it: that may never come.
void CaptureRun::CountGap() {
  producer_.CountGap(MonotonicNs());
  gap_due_at_ns_ = UINT64_MAX;
}

// False with a cause where there is one to end.
bool CaptureRun::ReadOnce(Cause* cause) {
  switch (pump_.ReadSome()) {
    case FramePump::Outcome::kPart:
      return true;
    case FramePump::Outcome::kEnd:
      *cause = CauseOfEnd();
      return false;
    case FramePump::Outcome::kRingUnusable:
      *cause = Cause::kRingUnusable;
      return false;
    case FramePump::Outcome::kFrame:
      break;
  }
  if (!std::exchange(has_frame_, true)) dprintf(around_.report_fd, "frame\n");
  frame_deadline_ns_ = DeadlineAfter(options_.stall_ms);
  gap_due_at_ns_ = DeadlineAfter(options_.gap_ms);
  *cause = Cause::kTooFast;
  return limit_.Count(MonotonicNs());
}

// ffmpeg closes its output shortly before it ends, and only its status tells how it ended.
Cause CaptureRun::CauseOfEnd() {
  const uint64_t deadline_ns = DeadlineAfter(kExitAfterEndMs);
  while (!ffmpeg_ended_ && MonotonicNs() < deadline_ns) {
    Wait(deadline_ns, false);
    if (asked_count_ > 0) return Cause::kAsked;
  }
  const bool failed = ffmpeg_ended_ && ffmpeg_status_ != 0;
  return failed ? Cause::kFfmpegDied : Cause::kEndOfStream;
}

bool CaptureRun::StopFfmpeg() {
  if (::getppid() != around_.parent)
    return false;  // the keeper is dead: nobody waits for a recording
  Descendants::Terminate();
  const uint64_t deadline_ns = DeadlineAfter(options_.stop_ms);
  bool with_pipe = true;
  // Asked again: in a hurry.
  while (has_children_ && asked_count_ < 2 && MonotonicNs() < deadline_ns) {
    const Ready ready = Wait(deadline_ns, with_pipe);
    // Emptied and not closed: a failing output would keep ffmpeg from finishing the others.
    if (ready.readable) pump_.DiscardSome();
    if (ready.hung_up) with_pipe = false;
  }
  return !has_children_;
}

CaptureRun::Ready CaptureRun::Wait(uint64_t deadline_ns, bool with_pipe) {
  pollfd polled[] = {{around_.signal_fd, POLLIN, 0},
                     {with_pipe ? ffmpeg_.output() : -1, POLLIN, 0}};
  ::poll(polled, std::size(polled), MsUntil(deadline_ns));
  const bool readable = (polled[1].revents & POLLIN) != 0;
  if (polled[0].revents != 0) TakeSignals();
  return {readable, !readable && polled[1].revents != 0};
}

void CaptureRun::TakeSignals() {
  signalfd_siginfo signal;
  while (::read(around_.signal_fd, &signal, sizeof signal) == sizeof signal) {
    if (signal.ssi_signo != SIGCHLD) asked_count_++;
  }
  has_children_ = Descendants::Reap(ffmpeg_.pid(), &ffmpeg_status_, &ffmpeg_ended_);
}

uint64_t CaptureRun::DeadlineAfter(uint64_t ms) const { return MonotonicNs() + ms * kNsPerMs; }

}  // namespace native
