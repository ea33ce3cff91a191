// The reading end of the frame queue: one process at a time. One frame is in use at a time, and
// while it is, capture cannot touch its slot.
#pragma once
#include "region-mapping.h"
#include "unique-fd.h"

namespace native {

struct FrameTicket {
  uint64_t slot, sequence, captured_at_ns, pushed_at_ns;
};

class FrameConsumer {
 public:
  // Takes over: frames pushed before are skipped, since one of them may have killed the
  // predecessor. The keeper makes sure that it is dead and counts what is skipped.
  static Result Attach(int region_fd, FrameConsumer* out);
  static Result Attach(RegionMapping mapping, FrameConsumer* out);

  // kOk with *has_frame false: nothing waits. kInvalid: the memory contradicts itself.
  Result Take(FrameTicket* out, bool* has_frame);
  void Beat(uint64_t now_ns);     // says that its program runs, frames or not
  void Release(uint64_t now_ns);  // the frame taken last; without one a no-op
  bool holds() const { return holds_; }
  uint64_t held_slot() const { return held_.slot; }
  const uint8_t* pixels() const { return mapping_.slot(held_.slot); }  // of the frame in use
  bool closed() const;                                                 // closed and read to its end

  const RegionShape& shape() const { return mapping_.shape(); }
  bool is_open() const { return mapping_.is_open(); }
  // Leaves attachment and positions as they are: the keeper reclaims once it saw the exit.
  void Close() noexcept;

 private:
  bool IsIntact() const;
  FrameQueueBlock& queue() const { return mapping_.control()->queue; }

  RegionMapping mapping_;
  FrameTicket held_ = {};
  bool holds_ = false;
};

}  // namespace native
