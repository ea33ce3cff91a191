// push-descriptors COUNT PER_SECOND: a capture without pixels. Pushes descriptors into the region
// at descriptor 3 and wakes its consumer by the eventfd at 4.
#include <time.h>

#include <cstdlib>

#include "frame-producer.h"
#include "monotonic-clock.h"

int main(int, char** arguments) {
  using namespace native;
  FrameProducer producer;
  if (!FrameProducer::Attach(3, UniqueFd(4), &producer).ok()) return 1;
  const long count = atol(arguments[1]), per_second = atol(arguments[2]);
  const uint64_t start_ns = MonotonicNs();
  for (long frame = 1; frame <= count; frame++) {
    const uint64_t at_ns = start_ns + static_cast<uint64_t>(frame) * kNsPerSecond / per_second;
    const timespec at = {static_cast<time_t>(at_ns / kNsPerSecond),
                         static_cast<long>(at_ns % kNsPerSecond)};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, nullptr);
    if (producer.Begin(MonotonicNs()) == nullptr) return 2;
    producer.Push(MonotonicNs());
  }
}
