#include "frame-region.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "wake.h"

namespace native {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kAcquire = std::memory_order_acquire;
constexpr auto kRelease = std::memory_order_release;

// What others wrote may be anything: a difference is never negative.
uint64_t Above(uint64_t value, uint64_t base) { return value > base ? value - base : 0; }

Result CreateSealed(uint64_t size_bytes, UniqueFd* out) {
  UniqueFd fd(::memfd_create("camkeeper-frames", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!fd.is_open()) return Result::System("memfd_create");
  if (::ftruncate(fd.get(), static_cast<off_t>(size_bytes)) != 0) {
    return Result::System("ftruncate");
  }
  if (::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    return Result::System("fcntl F_ADD_SEALS");
  }
  *out = std::move(fd);
  return {};
}

Result Allocate(int fd, uint64_t offset, uint64_t bytes) {
  int failed;
  do {
    failed = ::fallocate(fd, 0, static_cast<off_t>(offset), static_cast<off_t>(bytes));
  } while (failed != 0 && errno == EINTR);
  if (failed == 0) return {};
  const bool no_space = errno == ENOSPC || errno == ENOMEM || errno == EDQUOT;
  return {no_space ? Status::kNoSpace : Status::kSystem, "fallocate", errno};
}

uint64_t FramesOf(const CaptureMetrics& metrics, uint64_t head) {
  return head + metrics.dropped_total.load(kRelaxed) + metrics.unattended_total.load(kRelaxed);
}

}  // namespace

Result FrameRegion::Create(const RegionShape& shape, FrameRegion* out) {
  RegionSizes sizes;
  if (const Result sized = RegionSizes::Of(shape, &sizes); !sized.ok()) return sized;
  FrameRegion region;
  if (const Result made = CreateSealed(sizes.size_bytes, &region.fd_); !made.ok()) return made;
  // Before the first touch, which without memory would be a SIGBUS.
  const Result allocated = Allocate(region.fd(), 0, sizes.control_bytes);
  if (!allocated.ok()) return allocated;
  region.reserved_bytes_ = sizes.control_bytes;
  region.wake_fd_ = UniqueFd(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  if (!region.wake_fd_.is_open()) return Result::System("eventfd");
  const Result mapped = RegionMapping::MapNew(region.fd(), shape, &region.mapping_);
  if (!mapped.ok()) return mapped;
  region.WriteHeader();
  *out = std::move(region);
  return {};
}

void FrameRegion::WriteHeader() {
  RegionHeader& header = mapping_.control()->header;
  header.version = kRegionVersion;
  header.id = shape().id;
  header.width = shape().width;
  header.height = shape().height;
  header.pixel_format = kPixelFormatI420;
  header.slots = shape().slots;
  header.slot_bytes = sizes().slot_bytes;
  header.slot_stride = sizes().slot_stride;
  header.size_bytes = sizes().size_bytes;
  header.queue_capacity = shape().queue_capacity;
  queue().attached_at.store(kAbsent, kRelaxed);
}

Result FrameRegion::Reserve(uint64_t step_bytes, bool* complete) {
  const uint64_t step = std::min(step_bytes, sizes().size_bytes - reserved_bytes_);
  if (step > 0) {
    const Result allocated = Allocate(fd(), reserved_bytes_, step);
    if (!allocated.ok()) return allocated;
    reserved_bytes_ += step;
  }
  *complete = reserved_bytes_ == sizes().size_bytes;
  if (*complete) mapping_.control()->header.magic.store(kRegionMagic, kRelease);
  return {};
}

void FrameRegion::CloseQueue() {
  queue().closed.store(1, kRelease);
  Wake(wake_fd());
}

uint64_t FrameRegion::ReclaimCapture() {
  CaptureMetrics& metrics = mapping_.control()->capture;
  metrics.ffmpeg_pid.store(0, kRelaxed);
  metrics.pipe_bytes.store(0, kRelaxed);
  const uint64_t ended = FramesOf(metrics, queue().head.load(kAcquire)) +
                         metrics.abandoned_total.load(kRelaxed) + past_.capture_lost;
  const uint64_t lost = Above(metrics.begun_total.load(kRelaxed), ended);
  past_.capture_lost += lost;
  return lost;
}

uint64_t FrameRegion::ReclaimTracker() {
  const Positions now = Read();
  if (now.attached_at == kAbsent) return 0;  // dead before it attached: it had nothing in hand
  // Dead in the middle of Attach: released may still be the old one.
  const uint64_t used = std::max(now.released, now.attached_at);
  const uint64_t died = Above(now.head, used);
  past_.starting += Above(now.attached_at, past_.position);
  past_.consumed += used - now.attached_at;
  past_.died += died;
  SkipTo(now.head);
  return died;
}

uint64_t FrameRegion::Drain() {
  const uint64_t died = ReclaimTracker();
  const uint64_t head = queue().head.load(kAcquire);
  const uint64_t unattended = Above(head, past_.position);
  past_.starting += unattended;
  SkipTo(head);
  return died + unattended;
}

// Without a consumer its indices are ours to write.
void FrameRegion::SkipTo(uint64_t head) {
  queue().attached_at.store(kAbsent, kRelease);
  queue().taken.store(head, kRelease);
  queue().released.store(head, kRelease);
  past_.position = head;
}

FrameRegion::Positions FrameRegion::Read() const {
  // head last: the others never pass the head that they are compared with.
  const uint64_t attached_at = queue().attached_at.load(kAcquire);
  const uint64_t released = queue().released.load(kAcquire);
  const uint64_t taken = queue().taken.load(kAcquire);
  return {queue().head.load(kAcquire), taken, released, attached_at};
}

RegionMetrics FrameRegion::Metrics(uint64_t now_ns) const {
  const CaptureMetrics& capture = mapping_.control()->capture;
  const TrackerMetrics& tracker = mapping_.control()->tracker;
  const Positions now = Read();
  const bool attached = now.attached_at != kAbsent;
  const uint64_t skipped = attached ? Above(now.attached_at, past_.position) : 0;
  const uint64_t consumed = attached ? Above(now.released, now.attached_at) : 0;
  return {
      .capture = {FramesOf(capture, now.head), capture.last_frame_at_ns.load(kRelaxed),
                  capture.rate.PerSecond(now_ns)},
      .tracker = {past_.consumed + consumed, tracker.last_frame_at_ns.load(kRelaxed),
                  tracker.rate.PerSecond(now_ns)},
      .ffmpeg_pid = capture.ffmpeg_pid.load(kRelaxed),
      .pipe_bytes = capture.pipe_bytes.load(kRelaxed),
      .gaps_last_hour = capture.gaps.Total(now_ns),
      .tracker_beat_at_ns = tracker.beat_at_ns.load(kRelaxed),
      .queue_length = std::min<uint64_t>(Above(now.head, now.taken), shape().queue_capacity),
      .dropped_total = capture.dropped_total.load(kRelaxed),
      .queue_closed = queue().closed.load(kAcquire) != 0,
      .tracker_starting = past_.starting + skipped + capture.unattended_total.load(kRelaxed),
      .tracker_died = past_.died,
      .torn_reads = tracker.torn_total.load(kRelaxed),
      .capture_died = past_.capture_lost,
      .incomplete = capture.abandoned_total.load(kRelaxed),
  };
}

void FrameRegion::Close() noexcept {
  mapping_.Close();
  wake_fd_.Close();
  fd_.Close();
}

}  // namespace native
