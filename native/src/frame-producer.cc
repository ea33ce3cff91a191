#include "frame-producer.h"

#include <utility>

#include "wake.h"

namespace native {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kAcquire = std::memory_order_acquire;
constexpr auto kRelease = std::memory_order_release;

// Only the producer writes its counters: no read-modify-write is needed.
void Increment(std::atomic<uint64_t>& counter) {
  counter.store(counter.load(kRelaxed) + 1, kRelaxed);
}

// The least recently begun of the slots that are free: other readers have it for the longest time.
uint64_t OldestOf(const SlotState* slots, uint32_t count, uint64_t protected_mask) {
  uint64_t oldest = count;
  uint64_t oldest_sequence = UINT64_MAX;
  for (uint64_t index = 0; index < count; index++) {
    const uint64_t sequence = slots[index].sequence.load(kRelaxed);
    if ((protected_mask >> index & 1) != 0 || sequence >= oldest_sequence) continue;
    oldest = index;
    oldest_sequence = sequence;
  }
  return oldest;
}

}  // namespace

Result FrameProducer::Attach(int region_fd, UniqueFd wake_fd, FrameProducer* out) {
  RegionMapping mapping;
  const Result opened = RegionMapping::Open(region_fd, RegionAccess::kProducer, &mapping);
  return opened.ok() ? Attach(std::move(mapping), std::move(wake_fd), out) : opened;
}

Result FrameProducer::Attach(RegionMapping mapping, UniqueFd wake_fd, FrameProducer* out) {
  FrameProducer producer;
  producer.mapping_ = std::move(mapping);
  uint64_t slots_mask;
  if (!producer.FindProtected(&slots_mask)) return Result::Invalid("queue contradicts itself");
  if (producer.queue().closed.load(kAcquire) != 0) return Result::Invalid("queue is closed");
  producer.wake_fd_ = std::move(wake_fd);
  *out = std::move(producer);
  return {};
}

uint8_t* FrameProducer::Begin(uint64_t captured_at_ns) {
  uint64_t slots_mask;
  if (!FindProtected(&slots_mask)) return nullptr;
  SlotState* slots = mapping_.control()->slots;
  slot_ = OldestOf(slots, mapping_.shape().slots, slots_mask);
  if (slot_ >= mapping_.shape().slots) return nullptr;
  // Counted before the slot turns odd: a successor never uses this number again.
  Increment(metrics().begun_total);
  sequence_ = metrics().begun_total.load(kRelaxed);
  captured_at_ns_ = captured_at_ns;
  slots[slot_].sequence.store(2 * sequence_ - 1, kRelaxed);
  // Pairs with the acquire fence of FrameReader: who sees a new pixel also sees the odd number.
  std::atomic_thread_fence(kRelease);
  slots[slot_].captured_at_ns.store(captured_at_ns, kRelaxed);
  return mapping_.slot(slot_);
}

FrameProducer::Outcome FrameProducer::Push(uint64_t now_ns) {
  // Pairs with the acquire load of FrameReader. Also a frame that is dropped can be read there.
  mapping_.control()->slots[slot_].sequence.store(2 * sequence_, kRelease);
  metrics().rate.Count(now_ns);
  metrics().last_frame_at_ns.store(now_ns, kRelaxed);
  const uint64_t waiting = queue().head.load(kRelaxed) - queue().taken.load(kAcquire);
  if (waiting < mapping_.shape().queue_capacity) {
    Publish(now_ns);
    return Outcome::kPushed;
  }
  const bool attended = queue().attached_at.load(kRelaxed) != kAbsent;
  Increment(attended ? metrics().dropped_total : metrics().unattended_total);
  return attended ? Outcome::kDropped : Outcome::kUnattended;
}

void FrameProducer::Publish(uint64_t now_ns) {
  const uint64_t head = queue().head.load(kRelaxed);
  QueueCell& cell = queue().cell(head);
  cell.slot.store(slot_, kRelaxed);
  cell.sequence.store(sequence_, kRelaxed);
  cell.captured_at_ns.store(captured_at_ns_, kRelaxed);
  cell.pushed_at_ns.store(now_ns, kRelaxed);
  queue().head.store(head + 1, kRelease);  // pairs with the acquire of FrameConsumer::Take
  Wake(wake_fd_.get());
}

void FrameProducer::Abandon() { Increment(metrics().abandoned_total); }

uint64_t FrameProducer::GapDueAt(uint64_t gap_ns) const {
  const uint64_t frame_at_ns = metrics().last_frame_at_ns.load(kRelaxed);
  const bool counted = metrics().gap_after_ns.load(kRelaxed) == frame_at_ns;
  return counted ? UINT64_MAX : frame_at_ns + gap_ns;  // both are 0 before the first frame
}

void FrameProducer::CountGap(uint64_t now_ns) {
  metrics().gap_after_ns.store(metrics().last_frame_at_ns.load(kRelaxed), kRelaxed);
  metrics().gaps.Count(now_ns);
}

void FrameProducer::SetFfmpeg(uint64_t pid, uint64_t pipe_bytes) {
  metrics().ffmpeg_pid.store(pid, kRelaxed);
  metrics().pipe_bytes.store(pipe_bytes, kRelaxed);
}

// The slots that the cells of [released, head) name. False where the memory contradicts itself.
bool FrameProducer::FindProtected(uint64_t* slots_mask) const {
  // Pairs with the release of FrameConsumer::Release: its last use of the slot lies before.
  const uint64_t released = queue().released.load(kAcquire);
  const uint64_t head = queue().head.load(kRelaxed);
  if (head - released > mapping_.shape().queue_capacity + 1) return false;
  *slots_mask = 0;
  for (uint64_t position = released; position != head; position++) {
    const uint64_t slot = queue().cell(position).slot.load(kRelaxed);
    if (slot >= mapping_.shape().slots) return false;
    *slots_mask |= uint64_t{1} << slot;
  }
  return true;
}

}  // namespace native
