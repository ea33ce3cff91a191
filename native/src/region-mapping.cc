#include "region-mapping.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace native {
namespace {

uint64_t PageAligned(uint64_t bytes) {
  const uint64_t page = static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
  return (bytes + page - 1) / page * page;
}

bool IsSide(uint32_t pixels) { return pixels >= 2 && pixels <= kSideMax && pixels % 2 == 0; }

// Without the seals somebody could shrink the file, and touching it would be a SIGBUS.
bool IsSealed(int fd) {
  constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW;
  const int seals = ::fcntl(fd, F_GET_SEALS);
  return seals >= 0 && (seals & kSeals) == kSeals;
}

RegionShape ShapeIn(const RegionHeader& header) {
  return {header.id, header.width, header.height, header.slots, header.queue_capacity};
}

Result CheckHeader(const RegionHeader& header, uint64_t file_bytes, RegionShape* shape) {
  if (header.magic.load(std::memory_order_acquire) != kRegionMagic) {
    return Result::Invalid("no magic: not a region, or not reserved to the end");
  }
  if (header.version != kRegionVersion) return Result::Invalid("region of another version");
  if (header.pixel_format != kPixelFormatI420) return Result::Invalid("pixel format is not I420");
  *shape = ShapeIn(header);  // copied once: what is checked is what is used
  RegionSizes sizes;
  if (!RegionSizes::Of(*shape, &sizes).ok()) return Result::Invalid("shape is out of bounds");
  if (sizes.slot_bytes != header.slot_bytes || sizes.slot_stride != header.slot_stride ||
      sizes.size_bytes != header.size_bytes || sizes.size_bytes != file_bytes) {
    return Result::Invalid("sizes contradict the shape");
  }
  return {};
}

}  // namespace

Result RegionSizes::Of(const RegionShape& shape, RegionSizes* out) {
  if (!IsSide(shape.width) || !IsSide(shape.height)) {
    return Result::BadArgument("width and height must be even, 2 to 16384");
  }
  if (shape.queue_capacity < 1 || shape.queue_capacity > kQueueCapacityMax) {
    return Result::BadArgument("queueCapacity must be 1 to 32");
  }
  if (shape.slots < shape.queue_capacity + kSlotsBesideQueue || shape.slots > kSlotsMax) {
    return Result::BadArgument("slots must be queueCapacity + 2 to 64");
  }
  out->control_bytes = PageAligned(sizeof(RegionControl));
  out->slot_bytes = uint64_t{shape.width} * shape.height * 3 / 2;
  out->slot_stride = PageAligned(out->slot_bytes);
  out->size_bytes = out->control_bytes + out->slot_stride * shape.slots;
  return {};
}

Result RegionMapping::Open(int fd, RegionAccess access, RegionMapping* out) {
  struct stat file;
  if (::fstat(fd, &file) != 0) return Result::System("fstat");
  const uint64_t file_bytes = static_cast<uint64_t>(file.st_size);
  if (!IsSealed(fd) || file_bytes < sizeof(RegionControl)) {
    return Result::Invalid("not a sealed region");
  }
  const bool writable = access != RegionAccess::kReader;
  const int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
  void* memory = ::mmap(nullptr, file_bytes, protection, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED) return Result::System("mmap");
  RegionMapping mapping;
  mapping.control_ = static_cast<RegionControl*>(memory);
  mapping.mapped_bytes_ = file_bytes;
  const Result checked = CheckHeader(mapping.control_->header, file_bytes, &mapping.shape_);
  if (!checked.ok()) return checked;
  (void)RegionSizes::Of(mapping.shape_, &mapping.sizes_);  // checked just now
  if (access == RegionAccess::kConsumer &&
      ::mprotect(mapping.slot(0), file_bytes - mapping.sizes_.control_bytes, PROT_READ) != 0) {
    return Result::System("mprotect");
  }
  *out = std::move(mapping);
  return {};
}

Result RegionMapping::MapNew(int fd, const RegionShape& shape, RegionMapping* out) {
  RegionMapping mapping;
  mapping.shape_ = shape;
  const Result sized = RegionSizes::Of(shape, &mapping.sizes_);
  if (!sized.ok()) return sized;
  const uint64_t bytes = mapping.sizes_.control_bytes;
  void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED) return Result::System("mmap");
  mapping.control_ = static_cast<RegionControl*>(memory);
  mapping.mapped_bytes_ = bytes;
  *out = std::move(mapping);
  return {};
}

RegionMapping& RegionMapping::operator=(RegionMapping&& other) noexcept {
  if (this != &other) {
    Close();
    control_ = std::exchange(other.control_, nullptr);
    mapped_bytes_ = std::exchange(other.mapped_bytes_, 0);
    shape_ = other.shape_;
    sizes_ = other.sizes_;
  }
  return *this;
}

RegionMapping RegionMapping::Borrow() const {
  RegionMapping borrowed;
  borrowed.control_ = control_;
  borrowed.shape_ = shape_;
  borrowed.sizes_ = sizes_;
  return borrowed;
}

void RegionMapping::Close() noexcept {
  RegionControl* control = std::exchange(control_, nullptr);
  if (control != nullptr && mapped_bytes_ > 0) ::munmap(control, mapped_bytes_);
}

uint8_t* RegionMapping::slot(uint64_t index) const {
  return reinterpret_cast<uint8_t*>(control_) + sizes_.control_bytes + index * sizes_.slot_stride;
}

}  // namespace native
