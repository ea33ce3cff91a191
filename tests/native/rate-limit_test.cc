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

TEST(LimitLetsTheRatePassForEver) {
  RateLimit limit(10);
  CHECK(Passed(&limit, 0, 100, 5000) == 5000);
}

TEST(LimitRefusesWhatIsTooFastForLong) {
  RateLimit limit(10);
  CHECK(Passed(&limit, 0, 90, 5000) == 100);  // the 101st within ten seconds
}

TEST(LimitForgivesABurstAfterADip) {
  RateLimit limit(10);
  CHECK(Passed(&limit, 0, 100, 300) == 300);
  CHECK(Passed(&limit, 38'000, 1, 80) == 80);  // eight seconds' worth at once
  CHECK(Passed(&limit, 38'100, 100, 1) == 1);
}

TEST(LimitOfZeroIsNone) {
  RateLimit limit(0);
  CHECK(Passed(&limit, 0, 0, 100'000) == 100'000);
}

}  // namespace
}  // namespace native
