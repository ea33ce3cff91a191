#include "mean-luma.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

namespace native {
namespace {

constexpr size_t kLane = 16;

#if defined(__SSE2__)

uint64_t SumOfLanes(const uint8_t* pixels, size_t lanes) {
  const __m128i zero = _mm_setzero_si128();
  __m128i sums = zero;  // two 64 bit sums
  for (size_t lane = 0; lane < lanes; lane++) {
    const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(pixels + lane * kLane));
    sums = _mm_add_epi64(sums, _mm_sad_epu8(part, zero));
  }
  return static_cast<uint64_t>(_mm_cvtsi128_si64(sums)) +
         static_cast<uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
}

#elif defined(__ARM_NEON)

uint64_t SumOfLanes(const uint8_t* pixels, size_t lanes) {
  uint64x2_t sums = vdupq_n_u64(0);
  for (size_t lane = 0; lane < lanes; lane++) {
    const uint16x8_t pairs = vpaddlq_u8(vld1q_u8(pixels + lane * kLane));
    sums = vpadalq_u32(sums, vpaddlq_u16(pairs));
  }
  return vgetq_lane_u64(sums, 0) + vgetq_lane_u64(sums, 1);
}

#else

uint64_t SumOfLanes(const uint8_t* pixels, size_t lanes) {
  uint64_t sum = 0;
  for (size_t index = 0; index < lanes * kLane; index++) sum += pixels[index];
  return sum;
}

#endif

double MeanOf(uint64_t sum, size_t count) {
  return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count);
}

}  // namespace

double MeanLuma(const uint8_t* pixels, size_t count) {
  const size_t lanes = count / kLane;
  uint64_t sum = SumOfLanes(pixels, lanes);
  for (size_t index = lanes * kLane; index < count; index++) sum += pixels[index];
  return MeanOf(sum, count);
}

double MeanLumaReference(const uint8_t* pixels, size_t count) {
  uint64_t sum = 0;
  for (size_t index = 0; index < count; index++) sum += pixels[index];
  return MeanOf(sum, count);
}

}  // namespace native
