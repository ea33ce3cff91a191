// Owner side of a region, in the keeper: makes it, reserves its memory, closes its queue, takes
// stock after a death, frees it. Nobody else does any of that.
#pragma once
#include "region-mapping.h"
#include "unique-fd.h"

namespace native {

struct RegionMetrics {
  struct Flow {
    uint64_t frames_total, last_frame_at_ns;
    double fps;
  } capture, tracker;
  uint64_t ffmpeg_pid, pipe_bytes, gaps_last_hour, tracker_beat_at_ns;
  uint64_t queue_length, dropped_total;
  bool queue_closed;
  uint64_t tracker_starting, tracker_died, torn_reads, capture_died, incomplete;
};

class FrameRegion {
 public:
  // Anonymous, sealed memory and its eventfd. Costs a page until it is reserved.
  static Result Create(const RegionShape& shape, FrameRegion* out);

  // Reserves the next step; only when all is there do others accept the region.
  Result Reserve(uint64_t step_bytes, bool* complete);
  void CloseQueue();  // idempotent; wakes the consumer

  // After the exit of the process was seen. What it had in hand is lost and counted.
  uint64_t ReclaimCapture();
  uint64_t ReclaimTracker();
  uint64_t Drain();  // both dead: discards what waits, and counts it

  RegionMetrics Metrics(uint64_t now_ns) const;
  int fd() const { return fd_.get(); }
  int wake_fd() const { return wake_fd_.get(); }
  const RegionShape& shape() const { return mapping_.shape(); }
  const RegionSizes& sizes() const { return mapping_.sizes(); }
  bool is_open() const { return mapping_.is_open(); }
  void Close() noexcept;

 private:
  struct Positions {
    uint64_t head, taken, released, attached_at;
  };
  // Totals up to the last time that there was no consumer, and the queue's position then. In our
  // own memory: positions tell the rest, so that no kill can come between a count and its cause.
  struct Past {
    uint64_t position, consumed, starting, died, capture_lost;
  };

  void WriteHeader();
  Positions Read() const;
  void SkipTo(uint64_t head);
  FrameQueueBlock& queue() const { return mapping_.control()->queue; }

  UniqueFd fd_, wake_fd_;
  RegionMapping mapping_;
  uint64_t reserved_bytes_ = 0;
  Past past_ = {};
};

}  // namespace native
