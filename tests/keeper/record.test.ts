import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraStatus, Keeper } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import { identify, untilGone } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { keeperWith, untilHealthy } from './fleet.ts';
import {
  recordingCamera,
  secondsOf,
  segmentArgs,
  segmentsOf,
  untilSegments,
  videoFile,
} from './recordings.ts';

// A camera whose second input is recorded by an ffmpeg of its own.

const record = suite('record');
// segments are named in UTC wherever the keeper is
process.env.TZ = 'Asia/Tokyo';
const video = videoFile();

const timeouts = { segment: 3 };

const now = (keeper: Keeper): CameraStatus => keeper.status().cameras.front!;

async function front(more: object = {}) {
  const directory = temporaryDirectory('record');
  const camera = recordingCamera({ video, directory, ...more });
  const keeper = await keeperWith({ front: camera });
  return { keeper, directory, camera };
}

record('segments by day and hour in UTC; the last one is finished by the stop', async () => {
  const { keeper, directory } = await front();
  const status = await untilHealthy(keeper, 'front');
  assert.equal(status.recording, {
    by: 'recorder',
    directory: join(directory, 'front'),
    isUp: true,
  });
  await untilSegments(directory, 3);
  const recorder = identify(now(keeper).recorder!.pid!);
  const { cameras } = await keeper.stop();
  await untilGone([recorder], 0);
  assert.equal(cameras.front?.forced, []);
  const segments = segmentsOf(directory);
  const day = new Date().toISOString().slice(0, 4);
  for (const name of segments) {
    assert.match(name, /^front\/(\d{4}-\d\d-\d\d)\/(\d\d)\/\d{8}T\2\d{4}Z-[0-9a-f]{8}-\d+\.mp4$/);
    assert.ok(name.includes(day));
    assert.ok(secondsOf(join(directory, name)) > 0, `${name} plays`);
  }
});

record('SIGKILL to the recorder: it alone is restarted, and the reason is told', async () => {
  const { keeper, directory } = await front();
  await using _ = keeper;
  const before = await untilHealthy(keeper, 'front');
  process.kill(before.recorder!.pid!, 'SIGKILL');
  const isDegraded = () => now(keeper).state === 'running.degraded';
  await eventually('degraded', isDegraded);
  assert.match(now(keeper).reason, /not recording: /);
  const after = await untilHealthy(keeper, 'front');
  assert.is(after.recorder!.restarts, 1);
  assert.is(after.recorder!.lastExit?.signal, 'SIGKILL');
  assert.equal(pidsOf(after), pidsOf(before));
  await untilSegments(directory, 2);
});

record('a recorder that is stopped (SIGSTOP) is stale, and finishes its segment', async () => {
  const { keeper, directory } = await front({ timeouts });
  await using _ = keeper;
  const before = await untilHealthy(keeper, 'front');
  process.kill(before.recorder!.pid!, 'SIGSTOP');
  const isStale = () => now(keeper).recorder?.lastExit?.cause === 'stale';
  await eventually('stale', isStale, { withinMs: 20_000 });
  const after = await untilHealthy(keeper, 'front');
  assert.equal(pidsOf(after), pidsOf(before));
  await keeper.stop();
  for (const name of segmentsOf(directory)) assert.ok(secondsOf(join(directory, name)) > 0, name);
});

record('one that never writes a segment is not ready in time, and tried again', async () => {
  const path = fixture('ffmpeg-never-records.sh');
  const { keeper } = await front({ timeouts, ffmpeg: { path } });
  await using _ = keeper;
  const lastExit = () => now(keeper).recorder?.lastExit;
  await eventually('noticed', () => lastExit()?.cause === 'not-ready', { withinMs: 20_000 });
  const { state, reason, capture } = now(keeper);
  assert.is(state, 'running.degraded');
  assert.match(reason, /^not recording: /);
  assert.is(capture.restarts, 0);
});

record('what concerns the recording restarts the recorder alone', async () => {
  const { keeper, directory, camera } = await front();
  await using _ = keeper;
  const before = await untilHealthy(keeper, 'front');
  const args = `${segmentArgs} -metadata title=changed`;
  const elsewhere = { ...camera, ffmpeg: { ...camera.ffmpeg, output_args: { record: args } } };
  keeper.add('front', elsewhere);
  const isNew = () => now(keeper).recorder?.pid !== before.recorder?.pid;
  await eventually('another recorder', isNew);
  assert.equal(pidsOf(await untilHealthy(keeper, 'front')), pidsOf(before));

  keeper.add('front', { ...camera, record: { enabled: false } });
  await eventually('no recorder', () => now(keeper).recording === null);
  await eventually('healthy', () => now(keeper).state === 'running.healthy');
  const count = () => segmentsOf(directory).length;
  keeper.add('front', camera);
  const { length } = segmentsOf(directory);
  await untilHealthy(keeper, 'front');
  await eventually('segments go on', () => count() > length, { withinMs: 20_000 });
  assert.equal(pidsOf(now(keeper)), pidsOf(before));
});

record('restart --role recorder: another run, whose files have names of their own', async () => {
  const { keeper, directory } = await front();
  await using _ = keeper;
  const before = await untilHealthy(keeper, 'front');
  keeper.restart('front', 'recorder');
  await eventually('another', () => now(keeper).recorder!.restarts === 1);
  const after = await untilHealthy(keeper, 'front');
  assert.equal(pidsOf(after), pidsOf(before));
  assert.is(after.recorder!.lastExit?.cause, 'asked');
  // or what begins in the same second would be written over what has been
  const runs = new Set(segmentsOf(directory).map((name) => name.replace(/^.*Z/, '')));
  assert.is(runs.size, 2, [...runs].join());
});

const pidsOf = ({ capture, tracker }: CameraStatus) => [capture.pid, tracker.pid];

record.run();
