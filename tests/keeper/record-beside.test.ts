import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraStatus, Keeper } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { childrenOf } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { keeperWith, untilHealthy } from './fleet.ts';
import { recordingCamera, secondsOf, segmentsOf, untilSegments, videoFile } from './recordings.ts';

// One input for both: the ffmpeg of capture writes the segments as well.

const beside = suite('record: one ffmpeg for both');
const video = videoFile();
const now = (keeper: Keeper): CameraStatus => keeper.status().cameras.front!;

beside('frames and segments from one process; the last segment is finished', async () => {
  const directory = temporaryDirectory('record');
  const camera = recordingCamera({ video, directory, isShared: true });
  await using keeper = await keeperWith({ front: camera });
  const status = await untilHealthy(keeper, 'front');
  assert.is(status.recorder, null);
  assert.equal(status.recording, {
    by: 'capture',
    directory: join(directory, 'front'),
    isUp: true,
  });
  assert.is(childrenOf(process.pid).length, 2, 'capture and tracker');
  await untilSegments(directory, 3);
  await keeper.stop();
  for (const name of segmentsOf(directory)) assert.ok(secondsOf(join(directory, name)) > 0, name);
});

beside('frames that come and segments that do not: stale, and capture starts anew', async () => {
  const directory = temporaryDirectory('record');
  const output_args = { record: '-c copy -f null' };
  const timeouts = { segment: 3 };
  const shared = { video, directory, isShared: true };
  const camera = recordingCamera({ ...shared, ffmpeg: { output_args }, timeouts });
  await using keeper = await keeperWith({ front: camera });
  const isStale = () => now(keeper).capture.lastExit?.cause === 'stale';
  await eventually('stale', isStale, { withinMs: 20_000, seen: () => now(keeper) });
  assert.ok(now(keeper).capture.framesTotal > 0);

  keeper.add('front', recordingCamera({ ...shared, timeouts }));
  await untilHealthy(keeper, 'front');
  await untilSegments(directory, 1);
});

beside('the role moves to another input: one process more, and back', async () => {
  const directory = temporaryDirectory('record');
  const cameraOf = (isShared: boolean) => recordingCamera({ video, directory, isShared });
  await using keeper = await keeperWith({ front: cameraOf(true) });
  const before = await untilHealthy(keeper, 'front');
  keeper.add('front', cameraOf(false));
  await eventually('a recorder', () => now(keeper).recorder?.phase === 'ready', {
    withinMs: 20_000,
  });
  const apart = await untilHealthy(keeper, 'front');
  assert.is(apart.tracker.pid, before.tracker.pid);
  keeper.add('front', cameraOf(true));
  const isBack = () => now(keeper).recorder === null && now(keeper).state === 'running.healthy';
  await eventually('one process for both', isBack, { withinMs: 20_000 });
  assert.is(childrenOf(process.pid).length, 2);
  assert.is(now(keeper).tracker.pid, before.tracker.pid);
});

beside.run();
