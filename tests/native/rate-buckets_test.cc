#include "rate-buckets.h"

#include <cmath>

#include "check.h"
#include "monotonic-clock.h"

namespace native {
namespace {

uint64_t Ns(double seconds) { return static_cast<uint64_t>(seconds * kNsPerSecond); }

void Feed(RateBuckets* rate, double from_s, double to_s, double fps) {
  const int frames = static_cast<int>(std::lround((to_s - from_s) * fps));
  for (int frame = 0; frame < frames; frame++) rate->Count(Ns(from_s + frame / fps));
}

bool IsNear(double value, double wanted) { return std::abs(value - wanted) <= 0.3; }

TEST(RateIsZeroBeforeTheFirstFrame) {
  RateBuckets rate{};
  CHECK(rate.PerSecond(Ns(5)) == 0);
}

TEST(RateOfASteadyStreamIsItsRate) {
  for (const double fps : {1.0, 5.0, 25.0, 1000.0}) {
    RateBuckets rate{};
    Feed(&rate, 100.4, 130.4, fps);
    CHECK(std::abs(rate.PerSecond(Ns(130.4)) - fps) <= 0.02 * fps + 0.1);
  }
}

TEST(RateOfAYoungStreamIsOverItsAge) {
  RateBuckets rate{};
  Feed(&rate, 7.3, 9.3, 25);
  CHECK(IsNear(rate.PerSecond(Ns(9.3)), 25));
  RateBuckets first{};
  first.Count(Ns(3.999));
  CHECK(first.PerSecond(Ns(4)) <= 1);
}

TEST(RateDecaysWithoutFrames) {
  RateBuckets rate{};
  Feed(&rate, 50.5, 80.5, 10);
  CHECK(IsNear(rate.PerSecond(Ns(85.5)), 5));
  CHECK(rate.PerSecond(Ns(91.6)) == 0);
  CHECK(rate.PerSecond(Ns(96.5)) == 0);  // the buckets are older than their ring
}

TEST(RateStartsAnewAfterASilence) {
  RateBuckets rate{};
  Feed(&rate, 10, 20, 10);
  Feed(&rate, 100, 102, 20);
  CHECK(IsNear(rate.PerSecond(Ns(102)), 20));
}

}  // namespace
}  // namespace native
