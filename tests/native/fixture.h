// A reserved region of small frames, and its ends.
#pragma once
#include <fcntl.h>

#include "check.h"
#include "frame-consumer.h"
#include "frame-producer.h"
#include "frame-reader.h"
#include "frame-region.h"
#include "pattern.h"

namespace native::test {

constexpr RegionShape kShape = {
    .id = 1, .width = 32, .height = 32, .slots = 6, .queue_capacity = 2};

inline FrameRegion MakeRegion(const RegionShape& shape = kShape) {
  FrameRegion region;
  bool complete = false;
  CHECK(FrameRegion::Create(shape, &region).ok());
  CHECK(region.Reserve(UINT64_MAX, &complete).ok() && complete);
  return region;
}

inline UniqueFd DuplicateOf(int fd) { return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 0)); }

inline FrameProducer MakeProducer(const FrameRegion& region) {
  FrameProducer producer;
  CHECK(FrameProducer::Attach(region.fd(), DuplicateOf(region.wake_fd()), &producer).ok());
  return producer;
}

inline FrameConsumer MakeConsumer(const FrameRegion& region) {
  FrameConsumer consumer;
  CHECK(FrameConsumer::Attach(region.fd(), &consumer).ok());
  return consumer;
}

inline uint8_t* BeginFilled(FrameProducer* producer) {
  uint8_t* frame = producer->Begin(1);
  CHECK(frame != nullptr);
  Fill(frame, producer->sizes().slot_bytes, producer->sequence());
  return frame;
}

inline FrameProducer::Outcome PushFilled(FrameProducer* producer) {
  BeginFilled(producer);
  return producer->Push(2);
}

// The next frame, verified, or a ticket with sequence 0.
inline FrameTicket TakeWhole(FrameConsumer* consumer) {
  FrameTicket ticket = {};
  bool has_frame;
  CHECK(consumer->Take(&ticket, &has_frame).ok());
  if (!has_frame) return {};
  const uint64_t bytes = uint64_t{consumer->shape().width} * consumer->shape().height * 3 / 2;
  CHECK(IsWhole(consumer->pixels(), bytes, ticket.sequence));
  return ticket;
}

// The control block as an attacker, or a fault, would reach it.
inline RegionMapping MapRaw(const FrameRegion& region) {
  RegionMapping mapping;
  CHECK(RegionMapping::MapNew(region.fd(), region.shape(), &mapping).ok());
  return mapping;
}

}  // namespace native::test
