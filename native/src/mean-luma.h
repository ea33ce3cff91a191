// Mean brightness of a Y plane, 0 to 255.
#pragma once
#include <cstddef>
#include <cstdint>

namespace native {

double MeanLuma(const uint8_t* pixels, size_t count);
double MeanLumaReference(const uint8_t* pixels, size_t count);  // what it must equal, to the bit

}  // namespace native
