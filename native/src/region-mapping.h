// A region mapped into this process. Opening checks everything against fstat, so that no offset
// of it can lead outside of the mapping, whatever the memory holds later.
#pragma once
#include "region-layout.h"
#include "result.h"

namespace native {

// Sizes that follow from a shape. Page aligned, so that slots can be mapped with other rights.
struct RegionSizes {
  uint64_t control_bytes, slot_bytes, slot_stride, size_bytes;

  // kBadArgument where the shape is out of bounds; then nothing is to be computed from it.
  static Result Of(const RegionShape& shape, RegionSizes* out);
};

enum class RegionAccess : uint8_t {
  kProducer,  // all, writable
  kConsumer,  // control block writable, slots read-only
  kReader,    // all read-only
};

class RegionMapping {
 public:
  RegionMapping() = default;
  RegionMapping(RegionMapping&& other) noexcept { *this = static_cast<RegionMapping&&>(other); }
  RegionMapping& operator=(RegionMapping&& other) noexcept;
  ~RegionMapping() { Close(); }

  // kInvalid: not a region, of another version, not reserved to the end, or not sealed.
  static Result Open(int fd, RegionAccess access, RegionMapping* out);
  // For the owner, who knows the shape: the memory is still empty.
  static Result MapNew(int fd, const RegionShape& shape, RegionMapping* out);
  // The same memory, owned by the one borrowed from: for threads that share one mapping.
  RegionMapping Borrow() const;
  void Close() noexcept;

  bool is_open() const { return control_ != nullptr; }
  RegionControl* control() const { return control_; }
  const RegionShape& shape() const { return shape_; }  // as it was checked
  const RegionSizes& sizes() const { return sizes_; }
  uint8_t* slot(uint64_t index) const;  // index < shape().slots, mapped with slots

 private:
  RegionControl* control_ = nullptr;
  uint64_t mapped_bytes_ = 0;  // 0: borrowed
  RegionShape shape_;
  RegionSizes sizes_ = {};
};

}  // namespace native
