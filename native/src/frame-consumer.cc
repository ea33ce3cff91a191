#include "frame-consumer.h"

#include <utility>

namespace native {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kAcquire = std::memory_order_acquire;
constexpr auto kRelease = std::memory_order_release;

FrameTicket TicketIn(const QueueCell& cell) {
  return {cell.slot.load(kRelaxed), cell.sequence.load(kRelaxed),
          cell.captured_at_ns.load(kRelaxed), cell.pushed_at_ns.load(kRelaxed)};
}

}  // namespace

Result FrameConsumer::Attach(int region_fd, FrameConsumer* out) {
  RegionMapping mapping;
  const Result opened = RegionMapping::Open(region_fd, RegionAccess::kConsumer, &mapping);
  return opened.ok() ? Attach(std::move(mapping), out) : opened;
}

Result FrameConsumer::Attach(RegionMapping mapping, FrameConsumer* out) {
  FrameConsumer consumer;
  consumer.mapping_ = std::move(mapping);
  FrameQueueBlock& queue = consumer.queue();
  if (queue.attached_at.load(kAcquire) != kAbsent) {
    return Result::Invalid("a consumer is attached, or was not reclaimed after its death");
  }
  const uint64_t head = queue.head.load(kAcquire);
  // This order: whatever the keeper finds of it after a kill adds up (FrameRegion::ReclaimTracker).
  queue.attached_at.store(head, kRelease);
  queue.taken.store(head, kRelease);
  queue.released.store(head, kRelease);
  *out = std::move(consumer);
  return {};
}

Result FrameConsumer::Take(FrameTicket* out, bool* has_frame) {
  *has_frame = false;
  if (holds_) return Result::BadArgument("the frame taken last is not released");
  const uint64_t taken = queue().taken.load(kRelaxed);
  // Pairs with the release of FrameProducer::Publish: cell and pixels are there.
  const uint64_t waiting = queue().head.load(kAcquire) - taken;
  if (waiting > mapping_.shape().queue_capacity) return Result::Invalid("queue is overfull");
  if (waiting == 0) return {};
  held_ = TicketIn(queue().cell(taken));
  if (held_.slot >= mapping_.shape().slots) return Result::Invalid("cell names no slot");
  // Before the use: a frame that kills its consumer counts as taken.
  queue().taken.store(taken + 1, kRelease);
  holds_ = *has_frame = true;
  *out = held_;
  return {};
}

void FrameConsumer::Beat(uint64_t now_ns) {
  mapping_.control()->tracker.beat_at_ns.store(now_ns, kRelaxed);
}

void FrameConsumer::Release(uint64_t now_ns) {
  if (!holds_) return;
  TrackerMetrics& metrics = mapping_.control()->tracker;
  if (!IsIntact()) metrics.torn_total.store(metrics.torn_total.load(kRelaxed) + 1, kRelaxed);
  metrics.rate.Count(now_ns);
  metrics.last_frame_at_ns.store(now_ns, kRelaxed);
  holds_ = false;
  // Pairs with the acquire of FrameProducer::FindProtected: all reads of the slot lie before.
  queue().released.store(queue().taken.load(kRelaxed), kRelease);
}

// By the protocol always true: capture does not write into a slot in use. Counted all the same.
bool FrameConsumer::IsIntact() const {
  std::atomic_thread_fence(kAcquire);
  const SlotState& slot = mapping_.control()->slots[held_.slot];
  return slot.sequence.load(kRelaxed) == 2 * held_.sequence;
}

bool FrameConsumer::closed() const {
  // closed first: after it nothing is pushed any more.
  return queue().closed.load(kAcquire) != 0 &&
         queue().head.load(kAcquire) == queue().taken.load(kRelaxed);
}

void FrameConsumer::Close() noexcept {
  holds_ = false;
  mapping_.Close();
}

}  // namespace native
