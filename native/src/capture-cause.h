// Why a capture ended. The number is its exit code, the name stands in its last report line.
#pragma once
#include <cstdint>

namespace native {

enum class Cause : uint8_t {
  kAsked = 0,
  kEndOfStream = 20,
  kStalled = 21,
  kTooFast = 22,
  kFfmpegDied = 23,
  kRingUnusable = 24,
  kFfmpegNotStarted = 25,
  kUsage = 64,
};

constexpr const char* NameOf(Cause cause) {
  switch (cause) {
    case Cause::kAsked:
      return "asked";
    case Cause::kEndOfStream:
      return "end-of-stream";
    case Cause::kStalled:
      return "stalled";
    case Cause::kTooFast:
      return "too-fast";
    case Cause::kFfmpegDied:
      return "ffmpeg-died";
    case Cause::kRingUnusable:
      return "ring-unusable";
    case Cause::kFfmpegNotStarted:
      return "ffmpeg-not-started";
    case Cause::kUsage:
      return "usage";
  }
  return "unknown";
}

}  // namespace native
