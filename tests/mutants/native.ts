import type { Mutant } from './mutant.ts';

const core = ['native/core'];

/** Of the frame path: shared memory, queue, readers. */
export const nativeMutants: readonly Mutant[] = [
  {
    name: 'queue not closed',
    file: 'native/src/frame-region.cc',
    find: 'queue().closed.store(1, kRelease);\n',
    replace: '',
    tests: core,
  },
  {
    name: 'closing the queue wakes nobody',
    file: 'native/src/frame-region.cc',
    find: 'kRelease);\n  Wake(wake_fd());',
    replace: 'kRelease);',
    tests: ['native/frames'],
  },
  {
    name: 'nothing is reclaimed of a dead tracker',
    file: 'native/src/frame-region.cc',
    find: '  SkipTo(now.head);\n  return died;',
    replace: '  return died;',
    tests: core,
  },
  {
    name: 'frames lost with a dead capture are not counted',
    file: 'native/src/frame-region.cc',
    find: 'past_.capture_lost += lost;\n  return lost;',
    replace: 'past_.capture_lost += lost;\n  return 0;',
    tests: core,
  },
  {
    name: 'the region can be shrunk under its users',
    file: 'native/src/frame-region.cc',
    find: 'F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL',
    replace: 'F_SEAL_SEAL',
    tests: core,
  },
  {
    name: 'magic stored before the memory is reserved',
    file: 'native/src/frame-region.cc',
    find: 'if (*complete) mapping_',
    replace: 'mapping_',
    tests: core,
  },
  {
    name: 'capture writes into slots that are in use',
    file: 'native/src/frame-producer.cc',
    find: '    *slots_mask |= uint64_t{1} << slot;\n',
    replace: '',
    tests: core,
  },
  {
    name: 'a full queue takes one more',
    file: 'native/src/frame-producer.cc',
    find: 'if (waiting < mapping_.shape().queue_capacity)',
    replace: 'if (waiting <= mapping_.shape().queue_capacity)',
    tests: core,
  },
  {
    name: 'dropped frames are not counted',
    file: 'native/src/frame-producer.cc',
    find: '  Increment(attended ? metrics().dropped_total : metrics().unattended_total);\n',
    replace: '',
    tests: core,
  },
  {
    name: 'a slot being written looks whole',
    file: 'native/src/frame-producer.cc',
    find: 'store(2 * sequence_ - 1, kRelaxed)',
    replace: 'store(2 * sequence_, kRelaxed)',
    tests: core,
  },
  {
    name: 'a slot number from memory is trusted',
    file: 'native/src/frame-consumer.cc',
    find: 'if (held_.slot >= mapping_.shape().slots)',
    replace: 'if (held_.slot == UINT64_MAX)',
    tests: core,
  },
  {
    name: 'a successor reads what its predecessor left',
    file: 'native/src/frame-consumer.cc',
    find: '  queue.taken.store(head, kRelease);\n',
    replace: '',
    tests: core,
  },
  {
    name: 'a queue is at its end while frames wait',
    file: 'native/src/frame-consumer.cc',
    find: 'queue().closed.load(kAcquire) != 0 &&\n         queue().head',
    replace: 'queue().closed.load(kAcquire) != 0 ||\n         queue().head',
    tests: core,
  },
  {
    name: 'a torn read passes',
    file: 'native/src/frame-reader.cc',
    find: 'if (newest->sequence.load(kRelaxed) == sequence) return Outcome::kOk;',
    replace: 'if (newest->sequence.load(kRelaxed) >= sequence) return Outcome::kOk;',
    tests: core,
  },
  {
    name: 'a burst is too fast',
    file: 'native/src/rate-limit.cc',
    find: 'forgiven_ns_(std::max(dip_ms, kLeastForgivenMs) * kNsPerMs)',
    replace: 'forgiven_ns_(kLeastForgivenMs * kNsPerMs)',
    tests: core,
  },
];
