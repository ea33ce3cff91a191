// What a predecessor left when it was killed in the middle, and memory that says nonsense.
#include <functional>

#include "fixture.h"

namespace native {
namespace {

using Outcome = FrameProducer::Outcome;
using test::MakeConsumer;
using test::MakeProducer;
using test::MakeRegion;
using test::PushFilled;
using test::TakeWhole;

TEST(SuccessorOfAKilledProducerGoesOn) {
  FrameRegion region = MakeRegion();
  FrameConsumer consumer = MakeConsumer(region);
  FrameProducer killed = MakeProducer(region);
  PushFilled(&killed);
  test::BeginFilled(&killed);  // an odd slot is left
  CHECK(region.ReclaimCapture() == 1);
  CHECK(region.ReclaimCapture() == 0);
  FrameProducer successor = MakeProducer(region);
  for (uint64_t sequence = 3; sequence <= 20; sequence++) {
    CHECK(PushFilled(&successor) == Outcome::kPushed);
    if (sequence == 3) CHECK(TakeWhole(&consumer).sequence == 1);
    if (sequence == 3) consumer.Release(3);
    CHECK(TakeWhole(&consumer).sequence == sequence);  // 2 is never used again
    consumer.Release(3);
  }
  CHECK(region.ReclaimCapture() == 0);
}

TEST(AbandonedFrameIsNoLoss) {
  FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  producer.Begin(1);
  producer.Abandon();
  CHECK(region.ReclaimCapture() == 0);
  CHECK(region.Metrics(3).capture.frames_total == 0);
}

TEST(FramesOfAKilledTrackerAreLostAndCounted) {
  FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  FrameConsumer killed = MakeConsumer(region);
  PushFilled(&producer);
  PushFilled(&producer);
  TakeWhole(&killed);
  PushFilled(&producer);
  FrameConsumer early;
  CHECK(FrameConsumer::Attach(region.fd(), &early).status == Status::kInvalid);
  CHECK(region.ReclaimTracker() == 3);  // one in use, two waiting
  CHECK(region.ReclaimTracker() == 0);
  CHECK(PushFilled(&producer) == Outcome::kPushed);
  FrameConsumer successor = MakeConsumer(region);
  CHECK(TakeWhole(&successor).sequence == 0);
  PushFilled(&producer);
  CHECK(TakeWhole(&successor).sequence == 5);
  const RegionMetrics metrics = region.Metrics(3);
  CHECK(metrics.tracker_died == 3 && metrics.tracker_starting == 1 && metrics.dropped_total == 0);
}

TEST(TrackerKilledWhileItAttachesLosesNoCount) {
  FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  PushFilled(&producer);
  PushFilled(&producer);
  // As after the first store of FrameConsumer::Attach.
  test::MapRaw(region).control()->queue.attached_at = 2;
  CHECK(region.Metrics(3).tracker_starting == 2);
  CHECK(region.ReclaimTracker() == 0);
  CHECK(region.Metrics(3).tracker_starting == 2);
  CHECK(region.Metrics(3).tracker.frames_total == 0);
}

TEST(DrainCountsWhatIsLeft) {
  FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  PushFilled(&producer);
  CHECK(region.Drain() == 1 && region.Drain() == 0);
  CHECK(region.Metrics(3).tracker_starting == 1);
  FrameConsumer consumer = MakeConsumer(region);
  PushFilled(&producer);
  PushFilled(&producer);
  CHECK(region.Drain() == 2);
  CHECK(region.Metrics(3).tracker_died == 2 && region.Metrics(3).queue_length == 0);
}

// What both ends say after somebody wrote nonsense into a queue with one frame in it.
void CheckRefused(const std::function<void(FrameQueueBlock*)>& change, bool by_producer) {
  FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  FrameConsumer consumer = MakeConsumer(region);
  PushFilled(&producer);
  change(&test::MapRaw(region).control()->queue);
  FrameTicket ticket;
  bool has_frame;
  if (by_producer) {
    CHECK(producer.Begin(1) == nullptr);
    CHECK(FrameProducer::Attach(region.fd(), UniqueFd(), &producer).status == Status::kInvalid);
  } else {
    CHECK(consumer.Take(&ticket, &has_frame).status == Status::kInvalid && !has_frame);
  }
  (void)region.Metrics(3);  // any numbers, but no crash
  (void)region.Drain();
}

TEST(NonsenseInTheQueueIsRefused) {
  using Queue = FrameQueueBlock*;
  CheckRefused([](Queue queue) { queue->head = UINT64_MAX; }, false);
  CheckRefused([](Queue queue) { queue->head = 100; }, false);
  CheckRefused([](Queue queue) { queue->head = 100; }, true);
  CheckRefused([](Queue queue) { queue->taken = 2; }, false);
  CheckRefused([](Queue queue) { queue->released = UINT64_MAX - 5; }, true);
  CheckRefused([](Queue queue) { queue->released = 2; }, true);
  CheckRefused([](Queue queue) { queue->cells[0].slot = 6; }, false);
  CheckRefused([](Queue queue) { queue->cells[0].slot = UINT64_MAX; }, true);
}

TEST(FrameOverwrittenInUseIsCounted) {
  FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  FrameConsumer consumer = MakeConsumer(region);
  PushFilled(&producer);
  const FrameTicket ticket = TakeWhole(&consumer);
  test::MapRaw(region).control()->slots[ticket.slot].sequence = 77;
  consumer.Release(3);
  CHECK(region.Metrics(3).torn_reads == 1);
}

}  // namespace
}  // namespace native
