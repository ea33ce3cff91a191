// One run of one stream: reads frames until there is a cause to end, then ends ffmpeg.
#pragma once
#include "capture-cause.h"
#include "capture-options.h"
#include "ffmpeg-process.h"
#include "frame-pump.h"
#include "rate-limit.h"

namespace native {

class CaptureRun {
 public:
  // What stays outside: `parent` is the keeper's pid; `signal_fd` gives SIGCHLD and the signals
  // that ask to stop, all of them blocked, non-blocking.
  struct Surroundings {
    int parent, signal_fd, report_fd;
  };

  CaptureRun(const CaptureOptions& options, const Surroundings& around, FrameProducer* producer,
             FfmpegProcess ffmpeg);

  Cause ReadFrames();  // the first cause wins
  bool StopFfmpeg();   // asks, and waits for --stop-ms at most; false: what is left is to be killed

  bool ffmpeg_ended() const { return ffmpeg_ended_; }
  int ffmpeg_status() const { return ffmpeg_status_; }  // as by waitpid

 private:
  struct Ready {
    bool readable, hung_up;
  };

  Ready Wait(uint64_t deadline_ns, bool with_pipe);
  void TakeSignals();
  void CountGap();
  bool ReadOnce(Cause* cause);
  Cause CauseOfEnd();
  uint64_t DeadlineAfter(uint64_t ms) const;

  const CaptureOptions& options_;
  const Surroundings around_;
  FrameProducer& producer_;
  const FfmpegProcess ffmpeg_;
  FramePump pump_;
  RateLimit limit_;
  uint64_t frame_deadline_ns_, gap_due_at_ns_;
  bool has_frame_ = false, has_children_ = true, ffmpeg_ended_ = false;
  int ffmpeg_status_ = 0, asked_count_ = 0;
};

}  // namespace native
