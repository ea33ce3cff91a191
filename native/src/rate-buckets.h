// Frames per second over the last ten seconds, counted by one process and read by any other. Its
// value decays by itself when frames stop, since it is computed at reading time.
#pragma once
#include <atomic>
#include <cstdint>

namespace native {

class RateBuckets {
 public:
  static constexpr uint64_t kWindowSeconds = 10;

  void Count(uint64_t now_ns);  // one writer only
  double PerSecond(uint64_t now_ns) const;

 private:
  static constexpr uint64_t kBuckets = 16;  // more than the window, so that none is reused in it

  uint64_t FramesIn(uint64_t second) const;

  // second << 24 | frames: both change in one store, so a reader never sees them torn.
  std::atomic<uint64_t> buckets_[kBuckets];
  std::atomic<uint64_t> since_ns_;  // first frame after a silence of a whole window, or ever
};
static_assert(sizeof(RateBuckets) == 136, "part of the region's layout");

}  // namespace native
