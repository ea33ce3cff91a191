#include "frame-reader.h"

#include <thread>
#include <vector>

#include "fixture.h"

namespace native {
namespace {

using Outcome = FrameReader::Outcome;

TEST(ReaderCopiesTheNewestWholeFrame) {
  const FrameRegion region = test::MakeRegion();
  FrameProducer producer = test::MakeProducer(region);
  FrameReader reader;
  CHECK(FrameReader::Open(region.fd(), &reader).ok());
  std::vector<uint8_t> target(reader.sizes().slot_bytes);
  FrameReader::Frame frame;
  CHECK(reader.Latest(target.data(), &frame) == Outcome::kNone);
  test::BeginFilled(&producer);
  CHECK(reader.Latest(target.data(), &frame) == Outcome::kNone);  // not whole yet
  producer.Push(2);
  for (int round = 0; round < 20; round++) test::PushFilled(&producer);
  test::BeginFilled(&producer);
  CHECK(reader.Latest(target.data(), &frame) == Outcome::kOk);
  CHECK(frame.sequence == 21);  // also one that the queue dropped
  CHECK(test::IsWhole(target.data(), target.size(), 21));
  CHECK(reader.torn_total() == 0);
}

void Produce(FrameProducer* producer, const std::atomic<bool>* stop) {
  while (!stop->load()) test::PushFilled(producer);
}

uint64_t Consume(FrameConsumer* consumer, uint64_t frames) {
  uint64_t last = 0;
  for (uint64_t taken = 0; taken < frames;) {
    const FrameTicket ticket = test::TakeWhole(consumer);
    if (ticket.sequence == 0) continue;
    CHECK(ticket.sequence > last);
    last = ticket.sequence;
    consumer->Release(3);
    taken++;
  }
  return last;
}

void Read(FrameReader* reader, const std::atomic<bool>* stop) {
  std::vector<uint8_t> target(reader->sizes().slot_bytes);
  FrameReader::Frame frame;
  while (!stop->load()) {
    if (reader->Latest(target.data(), &frame) != Outcome::kOk) continue;
    CHECK(test::IsWhole(target.data(), target.size(), frame.sequence));
  }
}

// All three ends on one mapping: only then does TSan see that they meet.
TEST(ThreadsOnOneMappingDoNotRace) {
  const FrameRegion region = test::MakeRegion();
  RegionMapping mapping;
  CHECK(RegionMapping::Open(region.fd(), RegionAccess::kProducer, &mapping).ok());
  FrameProducer producer;
  FrameConsumer consumer;
  FrameReader reader;
  auto wake_fd = test::DuplicateOf(region.wake_fd());
  CHECK(FrameProducer::Attach(mapping.Borrow(), std::move(wake_fd), &producer).ok());
  CHECK(FrameConsumer::Attach(mapping.Borrow(), &consumer).ok());
  CHECK(FrameReader::Open(mapping.Borrow(), &reader).ok());
  std::atomic<bool> stop = false;
  std::thread producing(Produce, &producer, &stop), reading(Read, &reader, &stop);
  CHECK(Consume(&consumer, 20'000) >= 20'000);
  stop = true;
  producing.join();
  reading.join();
  CHECK(region.Metrics(3).torn_reads == 0);
}

}  // namespace
}  // namespace native
