// The protocol of both ends, step by step in one thread.
#include "fixture.h"

namespace native {
namespace {

using Outcome = FrameProducer::Outcome;
using test::MakeConsumer;
using test::MakeProducer;
using test::MakeRegion;
using test::PushFilled;
using test::TakeWhole;

TEST(FramesArriveInOrderAndWhole) {
  const FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  FrameConsumer consumer = MakeConsumer(region);
  for (uint64_t sequence = 1; sequence <= 1000; sequence++) {
    CHECK(PushFilled(&producer) == Outcome::kPushed);
    const FrameTicket ticket = TakeWhole(&consumer);
    CHECK(ticket.sequence == sequence && ticket.captured_at_ns == 1 && ticket.pushed_at_ns == 2);
    consumer.Release(3);
  }
  CHECK(TakeWhole(&consumer).sequence == 0);
  CHECK(region.Metrics(3).tracker.frames_total == 1000);
}

TEST(FullQueueDropsTheNewFrameAndCounts) {
  const FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  FrameConsumer consumer = MakeConsumer(region);
  CHECK(PushFilled(&producer) == Outcome::kPushed && PushFilled(&producer) == Outcome::kPushed);
  CHECK(PushFilled(&producer) == Outcome::kDropped && PushFilled(&producer) == Outcome::kDropped);
  const RegionMetrics metrics = region.Metrics(3);
  CHECK(metrics.dropped_total == 2 && metrics.queue_length == 2 && metrics.tracker_starting == 0);
  CHECK(metrics.capture.frames_total == 4);
  CHECK(TakeWhole(&consumer).sequence == 1);  // the old ones stay
}

TEST(FrameInUseIsSafeFromCapture) {
  const FrameRegion region = MakeRegion({1, 32, 32, 4, 2});  // the fewest slots
  FrameProducer producer = MakeProducer(region);
  FrameConsumer consumer = MakeConsumer(region);
  CHECK(PushFilled(&producer) == Outcome::kPushed);
  const FrameTicket held = TakeWhole(&consumer);
  for (int round = 0; round < 300; round++) PushFilled(&producer);
  CHECK(test::IsWhole(consumer.pixels(), region.sizes().slot_bytes, held.sequence));
  consumer.Release(3);
  CHECK(TakeWhole(&consumer).sequence == 2);
  consumer.Release(3);
  CHECK(TakeWhole(&consumer).sequence == 3);
  CHECK(region.Metrics(3).torn_reads == 0);
}

TEST(SecondTakeWithoutReleaseIsRefused) {
  const FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  FrameConsumer consumer = MakeConsumer(region);
  PushFilled(&producer);
  TakeWhole(&consumer);
  FrameTicket ticket;
  bool has_frame;
  CHECK(consumer.Take(&ticket, &has_frame).status == Status::kBadArgument && !has_frame);
}

TEST(WithoutConsumerFramesCountAsTrackerStarting) {
  const FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  for (int frame = 0; frame < 5; frame++) PushFilled(&producer);
  CHECK(region.Metrics(3).tracker_starting == 3);  // two wait
  FrameConsumer consumer = MakeConsumer(region);
  CHECK(region.Metrics(3).tracker_starting == 5);
  CHECK(TakeWhole(&consumer).sequence == 0);
  CHECK(PushFilled(&producer) == Outcome::kPushed);
  CHECK(TakeWhole(&consumer).sequence == 6);
}

TEST(ClosedQueueIsReadToItsEnd) {
  FrameRegion region = MakeRegion();
  FrameConsumer consumer = MakeConsumer(region);
  {
    FrameProducer producer = MakeProducer(region);
    PushFilled(&producer);
  }
  region.CloseQueue();
  region.CloseQueue();
  CHECK(!consumer.closed());
  CHECK(TakeWhole(&consumer).sequence == 1);
  CHECK(consumer.closed());
  consumer.Release(3);
  FrameProducer late;
  CHECK(FrameProducer::Attach(region.fd(), UniqueFd(), &late).status == Status::kInvalid);
}

TEST(OldestFreeSlotIsWrittenNext) {
  const FrameRegion region = MakeRegion();
  FrameProducer producer = MakeProducer(region);
  FrameReader reader;
  CHECK(FrameReader::Open(region.fd(), &reader).ok());
  uint8_t* first = test::BeginFilled(&producer);
  producer.Push(2);
  FrameConsumer consumer = MakeConsumer(region);  // skips it: all slots are free
  for (int other = 1; other < 6; other++) {
    CHECK(test::BeginFilled(&producer) != first);
    producer.Push(2);
    if (TakeWhole(&consumer).sequence != 0) consumer.Release(3);
  }
  CHECK(test::BeginFilled(&producer) == first);
}

}  // namespace
}  // namespace native
