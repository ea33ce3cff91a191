#include "frame-pump.h"

#include <unistd.h>

#include "monotonic-clock.h"

namespace native {

FramePump::Outcome FramePump::ReadSome() {
  if (target_ == nullptr) {
    target_ = producer_.Begin(MonotonicNs());
    filled_bytes_ = 0;
    if (target_ == nullptr) return Outcome::kRingUnusable;
  }
  const uint64_t slot_bytes = producer_.sizes().slot_bytes;
  const ssize_t got = ::read(pipe_fd_, target_ + filled_bytes_, slot_bytes - filled_bytes_);
  if (got == 0) return Outcome::kEnd;
  if (got < 0) return Outcome::kPart;  // interrupted
  filled_bytes_ += static_cast<uint64_t>(got);
  if (filled_bytes_ < slot_bytes) return Outcome::kPart;
  target_ = nullptr;
  producer_.Push(MonotonicNs());
  return Outcome::kFrame;
}

void FramePump::DiscardSome() {
  static uint8_t discarded[65536];
  [[maybe_unused]] const ssize_t got = ::read(pipe_fd_, discarded, sizeof discarded);
}

void FramePump::AbandonPart() {
  if (target_ != nullptr) producer_.Abandon();
  target_ = nullptr;
}

}  // namespace native
