import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraStatus, Keeper } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import { descendantsOf, isAlive, type ProcessInfo } from '../support/processes.ts';
import { camera, generated, keeperWith, untilHealthy, untilState } from './fleet.ts';

// Real processes: a camera is removed while something waits, and the one beside it notices nothing.

const neighbours = suite('neighbours');

type Case = { readonly state: string; readonly front: object; readonly processes: number };
const deafFfmpeg = {
  path: fixture('ffmpeg-ignores-term.sh'),
  inputs: [{ path: generated.path, input_args: generated.inputArgs, roles: ['detect'] }],
};
const silentFfmpeg = { ...deafFfmpeg, path: fixture('ffmpeg-is-silent.sh') };

const cases: Readonly<Record<string, Case>> = {
  'in its back-off': {
    state: 'starting.backingOff',
    front: camera({ path: 'rtsp://127.0.0.1:1/nobody' }),
    processes: 1, // its tracker
  },
  'before its first frame': {
    state: 'starting.connecting',
    front: camera(generated, { ffmpeg: silentFfmpeg }),
    processes: 3,
  },
  'with an ffmpeg that ignores SIGTERM': {
    state: 'running.healthy',
    front: camera(generated, { ffmpeg: deafFfmpeg }),
    processes: 4, // the wrapper, too
  },
};

/** Everything that a camera started, ffmpeg included: whatever runs beside those of the other. */
function processesBeside(others: readonly ProcessInfo[]): readonly ProcessInfo[] {
  const known = new Set(others.map(({ pid }) => pid));
  return descendantsOf(process.pid).filter(({ pid }) => !known.has(pid));
}

for (const [when, { state, front, processes }] of Object.entries(cases)) {
  neighbours(`removed ${when}: as it is gone nothing of it runs`, async () => {
    await using keeper = await keeperWith({ front_door: camera() });
    const before = await untilHealthy(keeper, 'front_door');
    const others = descendantsOf(process.pid);
    keeper.add('front', front);
    await untilState(keeper, 'front', state);
    await eventually('started', () => processesBeside(others).length >= processes);
    const started = processesBeside(others);
    keeper.remove('front');
    await eventually('gone', () => !keeper.status().cameras.front, { withinMs: 10_000 });
    assert.equal(started.filter(isAlive), []);
    assert.equal(processesBeside(others), []);
    assertUndisturbed(keeper, before);
  });
}

neighbours('a camera that is added later has the memory that one of the start has', async () => {
  await using keeper = await keeperWith({ early: camera() });
  await untilHealthy(keeper, 'early');
  for (const name of ['late', 'later', 'latest']) {
    keeper.add(name, camera());
    await untilHealthy(keeper, name);
  }
  const { early, ...late } = keeper.status().cameras;
  for (const { ring, queue } of Object.values(late)) {
    assert.equal({ ...ring, generation: 0 }, { ...early!.ring, generation: 0 });
    assert.is(queue.capacity, early!.queue.capacity);
  }
});

function assertUndisturbed(keeper: Keeper, before: CameraStatus): void {
  const { capture, tracker, losses } = keeper.status().cameras.front_door!;
  assert.is(capture.pid, before.capture.pid);
  assert.is(tracker.pid, before.tracker.pid);
  assert.equal(losses, before.losses);
}

neighbours.run();
