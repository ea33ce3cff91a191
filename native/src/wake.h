// The eventfd of a frame queue: written after every push, polled by the consumer's event loop.
#pragma once
#include <unistd.h>

#include <cstdint>

namespace native {

// Nothing to do about a failure: EAGAIN means that the consumer is woken already.
inline void Wake(int wake_fd) {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_fd, &one, sizeof one);
}

inline void ClearWake(int wake_fd) {
  uint64_t count;
  [[maybe_unused]] const ssize_t got = ::read(wake_fd, &count, sizeof count);
}

}  // namespace native
