#include "mean-luma.h"

#include <random>
#include <vector>

#include "check.h"

namespace native {
namespace {

TEST(MeanLumaEqualsItsReference) {
  std::mt19937_64 random(20);
  for (int round = 0; round < 2000; round++) {
    const size_t offset = random() % 32, count = random() % 5000;
    // Exactly as large as what is read, so that ASan sees one byte too many.
    std::vector<uint8_t> pixels(offset + count);
    const bool is_bright = round % 3 == 0;
    for (uint8_t& pixel : pixels) pixel = is_bright ? 255 : static_cast<uint8_t>(random());
    const uint8_t* from = pixels.data() + offset;
    CHECK(MeanLuma(from, count) == MeanLumaReference(from, count));
  }
}

TEST(MeanLumaOfKnownPlanes) {
  CHECK(MeanLuma(nullptr, 0) == 0);
  const std::vector<uint8_t> white(1280 * 720, 255), grey(101, 100);
  CHECK(MeanLuma(white.data(), white.size()) == 255);
  CHECK(MeanLuma(grey.data(), grey.size()) == 100);
}

}  // namespace
}  // namespace native
