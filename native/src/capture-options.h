// The command line of capture, parsed strictly.
#pragma once
#include <cstdint>

namespace native {

struct CaptureOptions {
  uint64_t stall_ms = 0, first_frame_ms = 0, stop_ms = 0, gap_ms = 0;
  uint64_t fps_limit = 0;  // 0: none
  int pipe_bytes = 0;
  char** command = nullptr;  // argv of ffmpeg, ends with null

  // False where it is wrong; then stderr says what would be right.
  static bool Parse(char** arguments, CaptureOptions* out);
};

}  // namespace native
