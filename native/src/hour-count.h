// How often something happened within the last hour, to the minute: counted by one process, read by
// any other. Its value decays by itself, since it is computed at reading time.
#pragma once
#include <atomic>
#include <cstdint>

namespace native {

class HourCount {
 public:
  void Count(uint64_t now_ns);  // one writer only
  uint64_t Total(uint64_t now_ns) const;

 private:
  static constexpr uint64_t kBuckets = 64;  // more than the minutes, so that none is reused in it

  uint64_t TimesIn(uint64_t minute) const;

  // minute << 24 | times: both change in one store, so a reader never sees them torn.
  std::atomic<uint64_t> buckets_[kBuckets];
};
static_assert(sizeof(HourCount) == 512, "part of the region's layout");

}  // namespace native
