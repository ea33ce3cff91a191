#include "rate-limit.h"

#include "check.h"
#include "monotonic-clock.h"

namespace native {
namespace {

// How many frames at this pace pass, beginning at `from_ms`; all of `frames` when none is refused.
int Passed(RateLimit* limit, uint64_t from_ms, uint64_t every_ms, int frames) {
  for (int frame = 0; frame < frames; frame++) {
    const uint64_t at_ms = from_ms + static_cast<uint64_t>(frame) * every_ms;
    if (!limit->Count(at_ms * kNsPerMs)) return frame;
  }
  return frames;
}

constexpr uint64_t kDipMs = 20'000;

TEST(LimitLetsTheRatePassForEver) {
  RateLimit limit(10, kDipMs);
  CHECK(Passed(&limit, 0, 100, 5000) == 5000);
}

TEST(LimitRefusesWhatIsTooFastForLong) {
  RateLimit limit(10, kDipMs);
  CHECK(Passed(&limit, 0, 50, 5000) == 399);  // twice the rate, ahead by 20 s after 20 s
}

TEST(LimitForgivesAllThatADipHeldUp) {
  RateLimit limit(40, kDipMs);  // 30 frames a second, and 10
  CHECK(Passed(&limit, 0, 33, 3000) == 3000);
  for (uint64_t dip = 1; dip <= 3; dip++) {
    const uint64_t back_ms = 100'000 + dip * 60'000;
    CHECK(Passed(&limit, back_ms, 0, 600) == 600);  // 20 s of frames at once
    CHECK(Passed(&limit, back_ms, 33, 1200) == 1200);
  }
}

TEST(LimitForgivesTenSecondsAtLeast) {
  RateLimit limit(10, 1);
  CHECK(Passed(&limit, 0, 0, 500) == 100);
}

TEST(LimitOfZeroIsNone) {
  RateLimit limit(0, kDipMs);
  CHECK(Passed(&limit, 0, 0, 100'000) == 100'000);
}

}  // namespace
}  // namespace native
