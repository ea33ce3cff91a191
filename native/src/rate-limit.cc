#include "rate-limit.h"

#include "monotonic-clock.h"

namespace native {
namespace {

constexpr uint64_t kWindowSeconds = 10;

}  // namespace

RateLimit::RateLimit(uint64_t fps_limit) : times_ns_(fps_limit * kWindowSeconds) {}

bool RateLimit::Count(uint64_t now_ns) {
  if (times_ns_.empty()) return true;
  uint64_t& oldest_ns = times_ns_[count_ % times_ns_.size()];
  const bool is_full = count_ >= times_ns_.size();
  const bool is_within = !is_full || now_ns - oldest_ns >= kWindowSeconds * kNsPerSecond;
  oldest_ns = now_ns;
  count_++;
  return is_within;
}

}  // namespace native
