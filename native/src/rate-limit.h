// Tells a stream that is too fast for long from a burst after a dip: exact over every window of
// ten seconds, hence silent about any ten seconds that hold no more than ten seconds' worth.
#pragma once
#include <cstdint>
#include <vector>

namespace native {

class RateLimit {
 public:
  explicit RateLimit(uint64_t fps_limit);  // 0: none

  // False when more than limit x 10 frames, this one included, lie within ten seconds.
  bool Count(uint64_t now_ns);

 private:
  std::vector<uint64_t> times_ns_;  // of the last limit x 10 frames, a ring
  uint64_t count_ = 0;
};

}  // namespace native
