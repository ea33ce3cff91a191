#include "capture-options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <iterator>

namespace native {
namespace {

constexpr uint64_t kDayMs = 86'400'000;

struct Option {
  const char* name;
  uint64_t min, max;
};
// All of them are required: policy is the keeper's, capture has no defaults.
constexpr Option kOptions[] = {
    {"--stall-ms", 1, kDayMs},          {"--first-frame-ms", 1, kDayMs}, {"--fps-limit", 0, 100000},
    {"--pipe-bytes", 4096, 1073741824}, {"--stop-ms", 0, kDayMs},        {"--gap-ms", 1, kDayMs},
};
constexpr size_t kCount = std::size(kOptions);

bool FailUsage(const char* what, const char* value) {
  fprintf(stderr,
          "capture: %s: %s\n"
          "usage: capture --stall-ms N --first-frame-ms N --fps-limit N --pipe-bytes N "
          "--stop-ms N --gap-ms N -- ffmpeg args...\n",
          what, value);
  return false;
}

size_t IndexOf(const char* name) {
  size_t index = 0;
  while (index < kCount && strcmp(kOptions[index].name, name) != 0) index++;
  return index;
}

bool ParseNumber(const Option& option, const char* text, uint64_t* out) {
  char* end;
  // strtoull takes signs and blanks: here a number is digits.
  const bool has_digits = *text != '\0' && strspn(text, "0123456789") == strlen(text);
  *out = strtoull(text, &end, 10);
  if (!has_digits || strlen(text) > 12 || *out < option.min || *out > option.max) {
    return FailUsage(option.name, text);
  }
  return true;
}

}  // namespace

bool CaptureOptions::Parse(char** arguments, CaptureOptions* out) {
  uint64_t values[kCount];
  bool seen[kCount] = {};
  char** at = arguments + 1;
  for (; *at != nullptr && strcmp(*at, "--") != 0; at += 2) {
    const size_t index = IndexOf(*at);
    if (index == kCount) return FailUsage("unknown option", *at);
    if (at[1] == nullptr) return FailUsage("value missing", *at);
    if (seen[index]) return FailUsage("given twice", *at);
    if (!ParseNumber(kOptions[index], at[1], &values[index])) return false;
    seen[index] = true;
  }
  for (size_t index = 0; index < kCount; index++) {
    if (!seen[index]) return FailUsage("missing", kOptions[index].name);
  }
  if (*at == nullptr || at[1] == nullptr) return FailUsage("missing", "-- ffmpeg");
  *out = {values[0], values[1], values[4], values[5], values[2], static_cast<int>(values[3]),
          at + 1};
  return true;
}

}  // namespace native
