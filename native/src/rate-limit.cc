#include "rate-limit.h"

#include <algorithm>

#include "monotonic-clock.h"

namespace native {
namespace {

constexpr uint64_t kLeastForgivenMs = 10'000;

}  // namespace

RateLimit::RateLimit(uint64_t fps_limit, uint64_t dip_ms)
    : frame_ns_(fps_limit == 0 ? 0 : kNsPerSecond / fps_limit),
      forgiven_ns_(std::max(dip_ms, kLeastForgivenMs) * kNsPerMs) {}

bool RateLimit::Count(uint64_t now_ns) {
  paid_until_ns_ = std::max(paid_until_ns_, now_ns) + frame_ns_;
  return paid_until_ns_ - now_ns <= forgiven_ns_;
}

}  // namespace native
