// Frames whose every word follows from their sequence, so that a mixture of two is provable.
#pragma once
#include <cstdint>

namespace native::test {

inline uint64_t WordOf(uint64_t sequence, uint64_t index) {
  return sequence * 0x9e3779b97f4a7c15 + index;
}

// By relaxed atomic words, as the kernel's copy looks to other threads.
inline void Fill(uint8_t* frame, uint64_t bytes, uint64_t sequence) {
  auto* words = reinterpret_cast<uint64_t*>(frame);
  for (uint64_t index = 0; index < bytes / sizeof(uint64_t); index++) {
    __atomic_store_n(words + index, WordOf(sequence, index), __ATOMIC_RELAXED);
  }
}

inline bool IsWhole(const uint8_t* frame, uint64_t bytes, uint64_t sequence) {
  const auto* words = reinterpret_cast<const uint64_t*>(frame);
  for (uint64_t index = 0; index < bytes / sizeof(uint64_t); index++) {
    if (words[index] != WordOf(sequence, index)) return false;
  }
  return true;
}

}  // namespace native::test
