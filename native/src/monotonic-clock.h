// CLOCK_MONOTONIC: the same origin in all processes of a machine, and process.hrtime.bigint() in
// Node, so that times of one process can be subtracted from those of another.
#pragma once
#include <cstdint>
#include <ctime>

namespace native {

constexpr uint64_t kNsPerMs = 1'000'000, kNsPerSecond = 1'000'000'000;

inline uint64_t MonotonicNs() {
  timespec now;
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * kNsPerSecond + static_cast<uint64_t>(now.tv_nsec);
}

}  // namespace native
