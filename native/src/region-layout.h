// What lies where in a region of shared memory: header, frame queue, metrics, slot states, then
// the slots. Mapped by processes that may be of an older build: a change here bumps kVersion.
// Offsets, no pointers. Who may write a field is said beside it; nobody trusts what he reads.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "hour-count.h"
#include "rate-buckets.h"

namespace native {

constexpr uint32_t kRegionMagic = 0x314d4643, kRegionVersion = 2;
constexpr uint32_t kPixelFormatI420 = 1;
constexpr uint32_t kSlotsMax = 64, kQueueCapacityMax = 32, kSideMax = 16384;
// Besides what the consumer may hold and what may wait, the producer needs one slot to write.
constexpr uint32_t kSlotsBesideQueue = 2;
constexpr uint64_t kAbsent = UINT64_MAX;  // attached_at while there is no consumer

struct RegionShape {
  uint64_t id = 0;
  uint32_t width = 0, height = 0, slots = 0, queue_capacity = 0;
};

struct RegionHeader {           // written once, by the owner
  std::atomic<uint32_t> magic;  // stored last, when all memory is reserved
  uint32_t version;
  uint64_t id;
  uint32_t width, height;
  uint32_t pixel_format, slots;
  uint64_t slot_bytes, slot_stride;
  uint64_t size_bytes;
  uint32_t queue_capacity, unused;
};

struct QueueCell {
  std::atomic<uint64_t> slot, sequence, captured_at_ns, pushed_at_ns;
};

// Positions only grow. released <= taken <= head; protected are the cells of [released, head).
struct FrameQueueBlock {
  // A power of two: positions wrap without a seam. Above capacity + 1, so that the cell of the
  // frame in use is never overwritten.
  static constexpr uint64_t kCells = 64;

  alignas(64) std::atomic<uint64_t> head;         // capture
  alignas(64) std::atomic<uint64_t> taken;        // tracker; the keeper while there is none
  alignas(64) std::atomic<uint64_t> released;     // the same
  alignas(64) std::atomic<uint64_t> attached_at;  // the same: position of the take-over, or kAbsent
  alignas(64) std::atomic<uint32_t> closed;       // keeper
  alignas(64) QueueCell cells[kCells];            // capture

  QueueCell& cell(uint64_t position) { return cells[position % kCells]; }
};
static_assert(FrameQueueBlock::kCells > kQueueCapacityMax + 1, "the cell in use stays");

// Every frame begun ends in exactly one of: pushed (head), dropped, unattended, abandoned, or lost
// with a killed capture. What is lost is thus the difference, and no kill can falsify it.
struct CaptureMetrics {  // capture
  std::atomic<uint64_t> begun_total;
  std::atomic<uint64_t> dropped_total;     // queue full, a consumer attached
  std::atomic<uint64_t> unattended_total;  // queue full, no consumer
  std::atomic<uint64_t> abandoned_total;   // incomplete when the stream ended
  std::atomic<uint64_t> last_frame_at_ns;
  std::atomic<uint64_t> ffmpeg_pid;
  std::atomic<uint64_t> pipe_bytes;    // of ffmpeg's output, as granted
  std::atomic<uint64_t> gap_after_ns;  // last_frame_at_ns when the newest gap was counted
  HourCount gaps;
  RateBuckets rate;
};

struct TrackerMetrics {  // tracker
  std::atomic<uint64_t> torn_total;
  std::atomic<uint64_t> last_frame_at_ns;
  std::atomic<uint64_t> beat_at_ns;  // when its program last came round
  RateBuckets rate;
};

struct SlotState {                 // capture
  std::atomic<uint64_t> sequence;  // 2n - 1 while frame n is being written, 2n after
  std::atomic<uint64_t> captured_at_ns;
};

struct RegionControl {
  RegionHeader header;
  FrameQueueBlock queue;
  alignas(64) CaptureMetrics capture;
  alignas(64) TrackerMetrics tracker;
  alignas(64) SlotState slots[kSlotsMax];
};

static_assert(std::atomic<uint64_t>::is_always_lock_free, "shared between processes");
static_assert(std::atomic<uint32_t>::is_always_lock_free, "shared between processes");
static_assert(sizeof(std::atomic<uint64_t>) == 8 && sizeof(std::atomic<uint32_t>) == 4);
static_assert(sizeof(RegionHeader) == 64 && sizeof(QueueCell) == 32 && sizeof(SlotState) == 16);
static_assert(offsetof(RegionControl, queue) == 64);
static_assert(offsetof(RegionControl, capture) == 64 + 5 * 64 + 64 * 32);
static_assert(offsetof(RegionControl, tracker) == offsetof(RegionControl, capture) + 768);
static_assert(offsetof(RegionControl, slots) == offsetof(RegionControl, tracker) + 192);
static_assert(sizeof(RegionControl) == 4416, "the layout is a contract");

}  // namespace native
