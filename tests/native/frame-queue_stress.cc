// frame-queue_stress DESCRIPTORS KILLS [seed]
//
// Keeper, capture, tracker and a reader as processes. The middle two are killed at random instants
// and replaced, as the keeper does it, until enough frames were pushed and enough were killed. Then
// every frame must be accounted for, none from the queue may be torn, and every torn copy of the
// reader must have been detected.
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

#include <random>
#include <vector>

#include "fixture.h"
#include "wake.h"

namespace native::test {
namespace {

// What the workers saw, in memory of their own: independent of the region's counters.
struct Tally {
  std::atomic<uint64_t> pushed, dropped, taken, last_sequence, wakes_lost;
  std::atomic<uint64_t> copies_whole, copies_torn;
};

void Produce(const FrameRegion& region, Tally* tally) {
  FrameProducer producer = MakeProducer(region);
  while (true) {
    if (PushFilled(&producer) == FrameProducer::Outcome::kPushed) {
      tally->pushed++;
    } else {
      tally->dropped++;
      ::sched_yield();  // else most of the run would be drops
    }
  }
}

void ConsumeAll(FrameConsumer* consumer, Tally* tally) {
  while (true) {
    const FrameTicket ticket = TakeWhole(consumer);
    if (ticket.sequence == 0) return;
    CHECK(ticket.sequence > tally->last_sequence);  // in order, over all consumers
    tally->last_sequence = ticket.sequence;
    tally->taken++;
    consumer->Release(3);
  }
}

void Consume(const FrameRegion& region, Tally* tally) {
  FrameConsumer consumer = MakeConsumer(region);
  while (true) {
    ConsumeAll(&consumer, tally);
    pollfd polled = {region.wake_fd(), POLLIN, 0};
    const bool is_late = ::poll(&polled, 1, 2000) == 0;
    const uint64_t taken_before = tally->taken;
    ClearWake(region.wake_fd());
    ConsumeAll(&consumer, tally);
    // Two seconds of silence, and yet there were frames: a push that woke nobody.
    if (is_late && tally->taken != taken_before) tally->wakes_lost++;
  }
}

void Read(const FrameRegion& region, Tally* tally) {
  FrameReader reader;
  CHECK(FrameReader::Open(region.fd(), &reader).ok());
  std::vector<uint8_t> target(reader.sizes().slot_bytes);
  FrameReader::Frame frame;
  while (true) {
    const FrameReader::Outcome outcome = reader.Latest(target.data(), &frame);
    if (outcome == FrameReader::Outcome::kTorn) tally->copies_torn++;
    ::sched_yield();
    if (outcome != FrameReader::Outcome::kOk) continue;
    CHECK(IsWhole(target.data(), target.size(), frame.sequence));
    tally->copies_whole++;
  }
}

using Work = void (*)(const FrameRegion&, Tally*);

pid_t Start(Work work, const FrameRegion& region, Tally* tally) {
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  CHECK(pid >= 0);
  if (pid != 0) return pid;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() == parent) work(region, tally);
  ::_exit(1);
}

// A worker never ends by itself: another end than by our signal is a CHECK that failed.
void Kill(pid_t pid) {
  int status;
  ::kill(pid, SIGKILL);
  CHECK(::waitpid(pid, &status, 0) == pid);
  CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

Tally* SharedTally() {
  void* memory =
      ::mmap(nullptr, sizeof(Tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  CHECK(memory != MAP_FAILED);
  return new (memory) Tally{};
}

struct Losses {
  uint64_t kills = 0, capture = 0, tracker = 0;
};

struct Plan {
  uint64_t descriptors, kills, seed;
};

// Both killed again and again; returns with both dead and taken stock of.
Losses RunWithKills(FrameRegion* region, Tally* tally, const Plan& plan) {
  std::mt19937_64 random(plan.seed);
  Losses losses;
  pid_t capture = Start(Produce, *region, tally), tracker = Start(Consume, *region, tally);
  while (true) {
    const timespec pause = {0, static_cast<long>(random() % 6'000'000)};
    ::nanosleep(&pause, nullptr);
    const bool done = tally->pushed >= plan.descriptors && losses.kills >= 2 * plan.kills;
    const bool both = done || random() % 8 == 0, first = random() % 2 == 0;
    if (both || first) Kill(capture), losses.kills++, losses.capture += region->ReclaimCapture();
    if (both || !first) Kill(tracker), losses.kills++, losses.tracker += region->ReclaimTracker();
    if (done) return losses;
    if (both || first) capture = Start(Produce, *region, tally);
    if (both || !first) tracker = Start(Consume, *region, tally);
  }
}

bool IsWithin(uint64_t value, uint64_t from, uint64_t above) {
  return value >= from && value - from <= above;
}

void CheckAccounts(const FrameRegion& region, const Tally& tally, const Losses& losses) {
  const RegionMetrics metrics = region.Metrics(3);
  const uint64_t begun = MapRaw(region).control()->capture.begun_total;
  // To the frame: no kill may bring these out of step.
  CHECK(begun == metrics.capture.frames_total + losses.capture);
  CHECK(metrics.capture.frames_total == metrics.tracker.frames_total + metrics.dropped_total +
                                            metrics.tracker_starting + metrics.tracker_died);
  CHECK(metrics.tracker_died == losses.tracker);
  CHECK(metrics.torn_reads == 0);
  // What the workers counted themselves may be off by one for each of them that was killed.
  CHECK(IsWithin(metrics.capture.frames_total, tally.pushed + tally.dropped, losses.kills));
  CHECK(IsWithin(tally.taken, metrics.tracker.frames_total, losses.kills));
  CHECK(tally.wakes_lost == 0);
  CHECK(tally.copies_whole > 0 && tally.copies_torn > 0);  // the reader was really overrun
}

void Report(const FrameRegion& region, const Tally& tally, const Losses& losses) {
  const RegionMetrics metrics = region.Metrics(3);
  printf(
      "{\"begun\":%lu,\"pushed\":%lu,\"consumed\":%lu,\"dropped\":%lu,\"trackerStarting\":%lu,"
      "\"trackerDied\":%lu,\"captureDied\":%lu,\"kills\":%lu,\"copiesWhole\":%lu,"
      "\"copiesTorn\":%lu}\n",
      metrics.capture.frames_total + losses.capture, tally.pushed.load(),
      metrics.tracker.frames_total, metrics.dropped_total, metrics.tracker_starting,
      metrics.tracker_died, losses.capture, losses.kills, tally.copies_whole.load(),
      tally.copies_torn.load());
}

void Stress(const Plan& plan) {
  FrameRegion region = MakeRegion({1, 32, 32, 18, 16});
  Tally* tally = SharedTally();
  const pid_t reader = Start(Read, region, tally);
  Losses losses = RunWithKills(&region, tally, plan);
  Kill(reader);
  CHECK(IsWithin(region.Drain(), 0, 17));
  CheckAccounts(region, *tally, losses);
  Report(region, *tally, losses);
}

}  // namespace
}  // namespace native::test

int main(int count, char** arguments) {
  CHECK(count >= 3);
  const uint64_t seed = count > 3 ? strtoull(arguments[3], nullptr, 10) : ::getpid();
  fprintf(stderr, "seed %lu\n", seed);
  native::test::Stress(
      {strtoull(arguments[1], nullptr, 10), strtoull(arguments[2], nullptr, 10), seed});
}
