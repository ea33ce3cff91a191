#include "rate-buckets.h"

#include <algorithm>

#include "monotonic-clock.h"

namespace native {
namespace {

constexpr uint64_t kFramesMask = (1 << 24) - 1;
constexpr auto kRelaxed = std::memory_order_relaxed;

}  // namespace

void RateBuckets::Count(uint64_t now_ns) {
  if (PerSecond(now_ns) == 0) since_ns_.store(now_ns, kRelaxed);
  const uint64_t second = now_ns / kNsPerSecond;
  const uint64_t frames = std::min(FramesIn(second) + 1, kFramesMask);
  buckets_[second % kBuckets].store(second << 24 | frames, kRelaxed);
}

double RateBuckets::PerSecond(uint64_t now_ns) const {
  const uint64_t second = now_ns / kNsPerSecond;
  const double into_second = static_cast<double>(now_ns % kNsPerSecond) / kNsPerSecond;
  // The window begins within a second: that one counts by the share of it inside.
  double frames = second < kWindowSeconds
                      ? 0
                      : static_cast<double>(FramesIn(second - kWindowSeconds)) * (1 - into_second);
  for (uint64_t ago = 0; ago < kWindowSeconds && ago <= second; ago++) {
    frames += static_cast<double>(FramesIn(second - ago));
  }
  const uint64_t since_ns = since_ns_.load(kRelaxed);
  const uint64_t elapsed_ns = now_ns > since_ns ? now_ns - since_ns : 0;
  const double elapsed = static_cast<double>(elapsed_ns) / kNsPerSecond;
  // At least a second: the first frame alone is not a rate of thousands.
  return frames / std::clamp(elapsed, 1.0, static_cast<double>(kWindowSeconds));
}

uint64_t RateBuckets::FramesIn(uint64_t second) const {
  const uint64_t bucket = buckets_[second % kBuckets].load(kRelaxed);
  return bucket >> 24 == second ? bucket & kFramesMask : 0;
}

}  // namespace native
