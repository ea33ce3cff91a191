// How long a process may run before another one that waits gets its turn. Linux 6.12 and later take
// a wish for ordinary processes: one with a short slice interrupts one with a long slice when it
// wakes, at no cost to its share of the CPU. Earlier kernels ignore it.
#pragma once
#include <linux/sched/types.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace native {

// Nanoseconds; 0: the kernel's own choice (some milliseconds).
inline bool SetTimeSlice(uint64_t slice_ns) {
  sched_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.sched_nice = getpriority(PRIO_PROCESS, 0);
  attributes.sched_runtime = slice_ns;
  return syscall(SYS_sched_setattr, 0, &attributes, 0) == 0;
}

}  // namespace native
