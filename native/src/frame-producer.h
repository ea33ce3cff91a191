// The writing end of the frame queue: one process at a time, never waits. Frames go straight into
// a slot that no cell in use names; readers besides the consumer see the slot's sequence.
#pragma once
#include "region-mapping.h"
#include "unique-fd.h"

namespace native {

class FrameProducer {
 public:
  enum class Outcome : uint8_t { kPushed, kDropped, kUnattended };

  // Takes over what a predecessor left, dead in the middle of anything. The keeper makes sure that
  // it is dead. kInvalid also for a queue that was closed.
  static Result Attach(int region_fd, UniqueFd wake_fd, FrameProducer* out);
  static Result Attach(RegionMapping mapping, UniqueFd wake_fd, FrameProducer* out);

  // Where the next frame goes, slot_bytes long; null when the queue contradicts itself. Every
  // Begin is followed by one Push or Abandon.
  uint8_t* Begin(uint64_t captured_at_ns);
  Outcome Push(uint64_t now_ns);  // the frame is whole; wakes the consumer
  void Abandon();                 // it will not become whole; its slot stays odd, hence unread

  // A gap is a silence longer than `gap_ns` after a frame, one in each silence, over restarts of
  // this process too. When the next one is due: never, while it is counted or there was no frame.
  uint64_t GapDueAt(uint64_t gap_ns) const;
  void CountGap(uint64_t now_ns);

  void SetFfmpeg(uint64_t pid, uint64_t pipe_bytes);
  uint64_t sequence() const { return sequence_; }  // of the frame begun last; 1 is the first
  const RegionSizes& sizes() const { return mapping_.sizes(); }

 private:
  bool FindProtected(uint64_t* slots_mask) const;
  void Publish(uint64_t now_ns);
  FrameQueueBlock& queue() const { return mapping_.control()->queue; }
  CaptureMetrics& metrics() const { return mapping_.control()->capture; }

  RegionMapping mapping_;
  UniqueFd wake_fd_;
  uint64_t slot_ = 0, sequence_ = 0, captured_at_ns_ = 0;
};

}  // namespace native
