// Tells a stream that is too fast for long from a burst after a dip. Every frame costs its share
// of a second at the limit, and time pays: what was held up during a dip may come at once.
#pragma once
#include <cstdint>

namespace native {

class RateLimit {
 public:
  // No limit: 0. `dip_ms`: the longest dip that a stream survives; what it held up is forgiven.
  RateLimit(uint64_t fps_limit, uint64_t dip_ms);

  // False when the frames up to this one are ahead of the limit by more than the longest dip, or
  // than ten seconds where that is shorter.
  bool Count(uint64_t now_ns);

 private:
  const uint64_t frame_ns_;
  const uint64_t forgiven_ns_;
  uint64_t paid_until_ns_ = 0;
};

}  // namespace native
