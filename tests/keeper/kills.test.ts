import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraStatus, Keeper } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import {
  descendantsOf,
  identify,
  isAlive,
  type ProcessInfo,
  runningProcesses,
  untilGone,
} from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camera, generated, keeperWith, processesOf, untilHealthy } from './fleet.ts';
import { recordingCamera, videoFile } from './recordings.ts';

// SIGKILL to one part of a camera: nothing of the dead part is left, it comes back, its reason is
// told, and the camera beside it notices nothing.

const kills = suite('kills');

type Part = {
  readonly victim: (status: CameraStatus) => number;
  readonly role: 'capture' | 'tracker';
  readonly cause: string;
};
const parts: Record<string, Part> = {
  capture: { victim: ({ capture }) => capture.pid!, role: 'capture', cause: 'crashed' },
  ffmpeg: { victim: ({ capture }) => capture.ffmpegPid!, role: 'capture', cause: 'ffmpeg-died' },
  tracker: { victim: ({ tracker }) => tracker.pid!, role: 'tracker', cause: 'crashed' },
};

async function twoCameras(): Promise<Keeper> {
  const keeper = await keeperWith({ front: camera(), front_door: camera() });
  await untilHealthy(keeper, 'front');
  await untilHealthy(keeper, 'front_door');
  return keeper;
}

for (const [name, { victim, role, cause }] of Object.entries(parts)) {
  kills(`SIGKILL to ${name}`, async () => {
    await using keeper = await twoCameras();
    const before = await untilHealthy(keeper, 'front');
    const other = keeper.status().cameras.front_door!;
    const dead =
      role === 'tracker' ? [identify(before.tracker.pid!)] : processesOf(before).slice(0, 2);

    process.kill(victim(before), 'SIGKILL');
    await untilGone(dead, 2_000);
    await eventually('restarted', () => keeper.status().cameras.front![role].restarts === 1);
    const after = await untilHealthy(keeper, 'front');

    assert.is(after[role].lastExit?.cause, cause);
    const survivor = role === 'tracker' ? 'capture' : 'tracker';
    assert.is(
      after[survivor].pid,
      before[survivor].pid,
      'the other process of the camera lives on',
    );
    assert.is(after.ring?.generation, before.ring?.generation);
    const others = keeper.status().cameras.front_door!;
    assert.is(others.capture.pid, other.capture.pid);
    assert.is(others.tracker.pid, other.tracker.pid);
    assert.equal(others.losses, other.losses, 'no frame of the other camera was lost');
    const { framesTotal } = after.capture;
    await eventually(
      'frames go on',
      () => keeper.status().cameras.front!.capture.framesTotal > framesTotal + 5,
    );
  });
}

const wrappers = {
  'a child that does not care': 'ffmpeg-with-child.sh',
  'a helper in a session of its own': 'ffmpeg-with-helper.sh',
};
for (const [what, wrapper] of Object.entries(wrappers)) {
  kills(`SIGKILL to capture when ffmpeg has ${what}`, async () => {
    const inputs = [{ path: generated.path, input_args: generated.inputArgs, roles: ['detect'] }];
    const wrapped = camera(generated, { ffmpeg: { path: fixture(wrapper), inputs } });
    await using keeper = await keeperWith({ front: wrapped, front_door: wrapped });
    const before = await untilHealthy(keeper, 'front');
    const other = await untilHealthy(keeper, 'front_door');
    const dead = descendantsOf(before.capture.pid!);
    assert.is(dead.length, 2, `ffmpeg and ${what}`);
    const living = descendantsOf(other.capture.pid!);
    process.kill(before.capture.pid!, 'SIGKILL');
    await untilGone(dead, 2_000);
    await eventually('restarted', () => keeper.status().cameras.front!.capture.restarts === 1);
    assert.ok(living.every(isAlive), 'those of the camera beside it live on');
  });
}

kills('the end of a recording whose ffmpeg has a helper in a session of its own', async () => {
  const ffmpeg = { path: fixture('ffmpeg-with-helper.sh') };
  const recording = { video: videoFile(), directory: temporaryDirectory('record'), ffmpeg };
  await using keeper = await keeperWith({ front: recordingCamera(recording) });
  const { recorder } = await untilHealthy(keeper, 'front');
  const helpers = runningProcesses().filter(isHelperOf(recorder!.pid!));
  assert.is(helpers.length, 1);
  keeper.disable('front');
  await eventually('off', () => keeper.status().cameras.front!.state === 'disabled.byRequest');
  await untilGone(helpers, 2_000);
});

const isHelperOf =
  (pid: number) =>
  ({ parentPid, command }: ProcessInfo) =>
    parentPid === pid && command === 'sleep';

kills('a stopped tracker (SIGSTOP) is noticed and replaced', async () => {
  await using keeper = await keeperWith({ front: camera() });
  const before = await untilHealthy(keeper, 'front');
  process.kill(before.tracker.pid!, 'SIGSTOP');
  const replaced = () => keeper.status().cameras.front!.tracker.lastExit?.cause === 'hung';
  await eventually('noticed', replaced, { withinMs: 20_000 });
  const after = await untilHealthy(keeper, 'front');
  assert.is.not(after.tracker.pid, before.tracker.pid);
  assert.is(after.capture.pid, before.capture.pid);
});

kills('SIGTERM to a tracker from somebody else: it ends in peace, and is a failure', async () => {
  await using keeper = await keeperWith({ front: camera() });
  const before = await untilHealthy(keeper, 'front');
  process.kill(before.tracker.pid!, 'SIGTERM');
  const lastExit = () => keeper.status().cameras.front!.tracker.lastExit;
  await eventually('its end', () => lastExit()?.cause === 'ended');
  const after = await untilHealthy(keeper, 'front');
  assert.is(after.tracker.restarts, 1);
  assert.is(after.capture.pid, before.capture.pid);
});

kills('everything at once', async () => {
  await using keeper = await twoCameras();
  const status = keeper.status().cameras;
  const all = [...processesOf(status.front!), ...processesOf(status.front_door!)];
  for (const { pid } of all) process.kill(pid, 'SIGKILL');
  await untilGone(all, 2_000);
  for (const name of ['front', 'front_door']) {
    const restarts = () => {
      const { capture, tracker } = keeper.status().cameras[name]!;
      return capture.restarts === 1 && tracker.restarts === 1;
    };
    await eventually(`${name} restarted`, restarts);
    await untilHealthy(keeper, name);
  }
  const result = await keeper.stop();
  assert.equal(result.abandoned, []);
});

kills.run();
