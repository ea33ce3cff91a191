#include "frame-reader.h"

#include <cstring>
#include <utility>

namespace native {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

// By relaxed atomic words: the writer may be at work on them, which for plain loads would be
// undefined. `bytes` need not be whole words.
void CopyRacing(uint8_t* target, const uint8_t* slot, uint64_t bytes) {
  constexpr uint64_t kWord = sizeof(uint64_t);
  for (uint64_t offset = 0; offset < bytes; offset += kWord) {
    // The stride is page aligned: the last word may pass the frame, never the slot.
    const uint64_t word =
        __atomic_load_n(reinterpret_cast<const uint64_t*>(slot + offset), __ATOMIC_RELAXED);
    const uint64_t rest = bytes - offset;
    std::memcpy(target + offset, &word, rest < kWord ? rest : kWord);
  }
}

const SlotState* NewestOf(const SlotState* slots, uint32_t count, uint64_t* newest_sequence) {
  const SlotState* newest = nullptr;
  *newest_sequence = 0;
  for (const SlotState* slot = slots; slot != slots + count; slot++) {
    // Pairs with the release of FrameProducer::Push: the pixels are there.
    const uint64_t sequence = slot->sequence.load(std::memory_order_acquire);
    if (sequence % 2 != 0 || sequence <= *newest_sequence) continue;
    newest = slot;
    *newest_sequence = sequence;
  }
  return newest;
}

}  // namespace

Result FrameReader::Open(int region_fd, FrameReader* out) {
  return RegionMapping::Open(region_fd, RegionAccess::kReader, &out->mapping_);
}

Result FrameReader::Open(RegionMapping mapping, FrameReader* out) {
  out->mapping_ = std::move(mapping);
  return {};
}

FrameReader::Outcome FrameReader::Latest(uint8_t* target, Frame* out) {
  const SlotState* slots = mapping_.control()->slots;
  uint64_t sequence;
  const SlotState* newest = NewestOf(slots, mapping_.shape().slots, &sequence);
  if (newest == nullptr) return Outcome::kNone;
  *out = {sequence / 2, newest->captured_at_ns.load(kRelaxed)};
  CopyRacing(target, mapping_.slot(static_cast<uint64_t>(newest - slots)), sizes().slot_bytes);
  // Pairs with the release fence of FrameProducer::Begin.
  std::atomic_thread_fence(std::memory_order_acquire);
  if (newest->sequence.load(kRelaxed) == sequence) return Outcome::kOk;
  torn_total_++;
  return Outcome::kTorn;
}

}  // namespace native
