#include "hour-count.h"

#include "check.h"
#include "monotonic-clock.h"

namespace native {
namespace {

uint64_t Ns(uint64_t seconds) { return seconds * kNsPerSecond; }

TEST(HourCountForgetsAfterAnHour) {
  HourCount count{};
  CHECK(count.Total(Ns(7)) == 0);
  count.Count(Ns(7));
  count.Count(Ns(8));
  count.Count(Ns(70));
  CHECK(count.Total(Ns(70)) == 3);
  CHECK(count.Total(Ns(3599)) == 3);
  CHECK(count.Total(Ns(3600)) == 1);
  CHECK(count.Total(Ns(3660)) == 0);
}

TEST(HourCountUsesItsBucketsAgain) {
  HourCount count{};
  for (uint64_t minute = 0; minute < 1000; minute++) count.Count(Ns(60 * minute));
  CHECK(count.Total(Ns(60 * 999)) == 60);
  CHECK(count.Total(Ns(60 * 1100)) == 0);
}

}  // namespace
}  // namespace native
