// Any other reader: copies the newest frame and proves that the copy is whole. Read-only, hence
// unseen by capture, which may overwrite what is being copied: then the copy is torn, and said so.
#pragma once
#include "region-mapping.h"

namespace native {

class FrameReader {
 public:
  enum class Outcome : uint8_t { kOk, kNone, kTorn };
  struct Frame {
    uint64_t sequence, captured_at_ns;
  };

  static Result Open(int region_fd, FrameReader* out);
  static Result Open(RegionMapping mapping, FrameReader* out);

  // kNone: no frame was written yet, or all are being overwritten. kTorn: `target` holds garbage.
  Outcome Latest(uint8_t* target, Frame* out);

  uint64_t torn_total() const { return torn_total_; }
  const RegionShape& shape() const { return mapping_.shape(); }
  const RegionSizes& sizes() const { return mapping_.sizes(); }
  bool is_open() const { return mapping_.is_open(); }
  void Close() noexcept { mapping_.Close(); }

 private:
  RegionMapping mapping_;
  uint64_t torn_total_ = 0;
};

}  // namespace native
