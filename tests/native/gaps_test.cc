#include "fixture.h"
#include "monotonic-clock.h"

namespace native {
namespace {

constexpr uint64_t kGapNs = 2 * kNsPerSecond;

uint64_t Gaps(const FrameRegion& region, uint64_t now_ns) {
  return region.Metrics(now_ns).gaps_last_hour;
}

void PushAt(FrameProducer* producer, uint64_t now_ns) {
  test::BeginFilled(producer);
  producer->Push(now_ns);
}

TEST(GapIsNeverDueBeforeTheFirstFrame) {
  const FrameRegion region = test::MakeRegion();
  CHECK(test::MakeProducer(region).GapDueAt(kGapNs) == UINT64_MAX);
}

TEST(GapIsDueAfterEveryFrameOnce) {
  const FrameRegion region = test::MakeRegion();
  FrameProducer producer = test::MakeProducer(region);
  uint64_t now_ns = kNsPerSecond;
  for (uint64_t gaps = 0; gaps < 3; gaps++) {
    PushAt(&producer, now_ns);
    CHECK(producer.GapDueAt(kGapNs) == now_ns + kGapNs);
    now_ns += kGapNs;
    CHECK(Gaps(region, now_ns) == gaps);
    producer.CountGap(now_ns);
    CHECK(producer.GapDueAt(kGapNs) == UINT64_MAX);
    CHECK(Gaps(region, now_ns) == gaps + 1);
  }
}

TEST(GapOverRestartsIsOne) {
  FrameRegion region = test::MakeRegion();
  {
    FrameProducer producer = test::MakeProducer(region);
    PushAt(&producer, kNsPerSecond);
  }
  region.ReclaimCapture();
  FrameProducer second = test::MakeProducer(region);
  CHECK(second.GapDueAt(kGapNs) == kNsPerSecond + kGapNs);  // nobody has counted it yet
  second.CountGap(5 * kNsPerSecond);
  region.ReclaimCapture();
  FrameProducer third = test::MakeProducer(region);
  CHECK(third.GapDueAt(kGapNs) == UINT64_MAX);
  CHECK(Gaps(region, 6 * kNsPerSecond) == 1);
}

}  // namespace
}  // namespace native
