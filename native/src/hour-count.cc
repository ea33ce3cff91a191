#include "hour-count.h"

#include <algorithm>

#include "monotonic-clock.h"

namespace native {
namespace {

constexpr uint64_t kNsPerMinute = 60 * kNsPerSecond;
constexpr uint64_t kMinutesPerHour = 60;
constexpr uint64_t kTimesMask = (1 << 24) - 1;
constexpr auto kRelaxed = std::memory_order_relaxed;

}  // namespace

void HourCount::Count(uint64_t now_ns) {
  const uint64_t minute = now_ns / kNsPerMinute;
  const uint64_t times = std::min(TimesIn(minute) + 1, kTimesMask);
  buckets_[minute % kBuckets].store(minute << 24 | times, kRelaxed);
}

uint64_t HourCount::Total(uint64_t now_ns) const {
  const uint64_t minute = now_ns / kNsPerMinute;
  uint64_t times = 0;
  for (uint64_t ago = 0; ago < kMinutesPerHour && ago <= minute; ago++) {
    times += TimesIn(minute - ago);
  }
  return times;
}

uint64_t HourCount::TimesIn(uint64_t minute) const {
  const uint64_t bucket = buckets_[minute % kBuckets].load(kRelaxed);
  return bucket >> 24 == minute ? bucket & kTimesMask : 0;
}

}  // namespace native
