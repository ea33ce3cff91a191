import type { Mutant } from './mutant.ts';

/** Of what is recorded: it is noticed when it is not, and the frames never suffer from it. */
export const recordingMutants: readonly Mutant[] = [
  {
    name: 'recording: up as soon as its file is there',
    file: 'actors/recorder/segments.ts',
    find: '    if (before) this.#grow(newest);\n    else this.#newest = newest;\n',
    replace: '    this.#grow(newest);\n',
    tests: ['actors/recorder/segments'],
  },
  {
    name: 'recording: a stale one is not noticed',
    file: 'actors/recorder/run.ts',
    find: 'return segments.hasGrown && segments.isOverdue;',
    replace: 'return false;',
    tests: ['keeper/record'],
  },
  {
    name: 'recording: beside frames it is not stale before its first segment',
    file: 'actors/recorder/beside.ts',
    find: 'return segments.isOverdue;',
    replace: 'return segments.hasGrown && segments.isOverdue;',
    tests: ['keeper/record-beside'],
  },
  {
    name: 'recording: a full disk ends the frames',
    file: 'actors/recorder/beside.ts',
    find: 'const fault = await segments.begin().then(() => null, faultWords);',
    replace:
      'const fault: string | null = await segments.begin().then(() => null);\n  void faultWords;',
    tests: ['keeper/record-full'],
  },
  {
    name: 'recording: a limit that no disk tells of is tried again and again',
    file: 'actors/recorder/disk.ts',
    find: 'if (performance.now() < full.untilMs && freeBytes',
    replace: 'if (full.untilMs < 0 && freeBytes',
    tests: ['actors/recorder/disk'],
  },
  {
    name: 'recording: a disk that hangs holds up all',
    file: 'actors/recorder/disk.ts',
    find: '(this.#turns.get(directory) ?? Promise.resolve())',
    replace: '([...this.#turns.values()].at(-1) ?? Promise.resolve())',
    tests: ['actors/recorder/disk'],
  },
  {
    name: 'recording: segments are named in local time',
    file: 'config/recording.ts',
    find: "export const segmentEnvironment = { TZ: 'UTC' } as const;",
    replace: 'export const segmentEnvironment = {} as const;',
    tests: ['keeper/record'],
  },
  {
    name: 'recording: the last segment is not waited for',
    file: 'machines/camera-questions.ts',
    find: 'besideCapture.every((role) => done.includes(role));',
    replace: "done.includes('tracker') && besideCapture.length > 0;",
    tests: ['machines/recording'],
  },
  {
    name: 'recording: a recorder is not killed at the deadline',
    file: 'machines/camera.ts',
    find: "{ actions: ['killTracker', 'killRecorder'] }",
    replace: "{ actions: ['killTracker'] }",
    tests: ['machines/recording'],
  },
  {
    name: 'recording: a camera is healthy that does not record',
    file: 'machines/camera-questions.ts',
    find: "context.process.tracker.phase === 'ready' && isRecording(context);",
    replace: "context.process.tracker.phase === 'ready';",
    tests: ['machines/recording'],
  },
  {
    name: 'recording: another place for it restarts the frames',
    file: 'config/cost.ts',
    find: "  'record.directory': ofRecording,\n",
    replace: "  'record.directory': 'capture',\n",
    tests: ['machines/costs'],
  },
  {
    name: 'recording: what was asked to end while it was prepared starts all the same',
    file: 'actors/process/run-actor.ts',
    find: '    else this.#neverAsk(); // whatever it still waits for\n',
    replace: '    else void this.#neverAsk;\n',
    tests: ['actors/process/run-actor'],
  },
  {
    name: 'recording: two runs that begin in one second write the same file',
    file: 'actors/recorder/run.ts',
    find: 'run: world.nextRunId(),',
    replace: "run: 'a-1',",
    tests: ['keeper/record'],
  },
];
