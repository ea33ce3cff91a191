// From the pipe straight into slots, exactly one frame at a time.
#pragma once
#include "frame-producer.h"

namespace native {

class FramePump {
 public:
  enum class Outcome : uint8_t { kPart, kFrame, kEnd, kRingUnusable };

  FramePump(FrameProducer* producer, int pipe_fd) : producer_(*producer), pipe_fd_(pipe_fd) {}
  ~FramePump() { AbandonPart(); }

  Outcome ReadSome();  // one read(2); call it when poll says that there is something
  void DiscardSome();  // the same, for nobody

 private:
  void AbandonPart();

  FrameProducer& producer_;
  const int pipe_fd_;
  uint8_t* target_ = nullptr;  // null between frames
  uint64_t filled_bytes_ = 0;
};

}  // namespace native
