import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraStatus, Keeper } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import { skip } from '../support/skip.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { keeperWith, untilHealthy } from './fleet.ts';
import { recordingCamera, segmentsOf, sizeOf, untilSegments, videoFile } from './recordings.ts';

// Where there is no room for a recording, the frames go on, and the reason is told.

const full = suite('record: disk full');
const video = videoFile();
const wholeDisk = { keep_free: 1_000_000_000 };

const now = (keeper: Keeper): CameraStatus => keeper.status().cameras.front!;
const isDegraded = (keeper: Keeper) => () =>
  now(keeper).state === 'running.degraded' && /disk full/.test(now(keeper).reason);
const untilFull = (keeper: Keeper) =>
  eventually('degraded: disk full', isDegraded(keeper), {
    withinMs: 20_000,
    seen: () => now(keeper),
  });

for (const isShared of [false, true]) {
  const how = isShared ? 'one ffmpeg for both' : 'a recorder';

  full(`${how}: not started below the margin, and started when there is room`, async () => {
    const directory = temporaryDirectory('record');
    const camera = recordingCamera({ video, directory, isShared });
    const record = { directory, ...wholeDisk };
    const tight = { ...camera, camkeeper: { ...camera.camkeeper, record } };
    await using keeper = await keeperWith({ front: tight });
    await untilFull(keeper);
    const { reason, capture, tracker } = now(keeper);
    assert.match(reason, /^not recording: (recorder: )?disk full: 1000000000 MB needed in /);
    assert.ok(reason.endsWith(directory), reason);
    assert.equal(segmentsOf(directory), []);
    assert.is(capture.restarts, 0);
    await eventually('frames', () => now(keeper).tracker.framesTotal > tracker.framesTotal + 5);

    keeper.add('front', camera);
    await untilHealthy(keeper, 'front');
    await untilSegments(directory, 2);
    if (!isShared) assert.is(now(keeper).capture.pid, capture.pid);
    assert.is(now(keeper).tracker.pid, tracker.pid);
  });

  full(`${how}: a limit that the disk does not tell of`, async () => {
    const directory = temporaryDirectory('record');
    const path = fixture('ffmpeg-small-files.sh');
    const camera = recordingCamera({ video, directory, isShared, ffmpeg: { path } });
    // others write and delete on this disk as well
    const camkeeper = { record: { directory, keep_free: 500 } };
    await using keeper = await keeperWith({ front: { ...camera, camkeeper } });
    await untilFull(keeper);
    const { framesTotal } = now(keeper).tracker;
    await eventually('frames', () => now(keeper).tracker.framesTotal > framesTotal + 20);
    const sizes = segmentsOf(directory).map((name) => sizeOf(join(directory, name)));
    assert.ok(sizes.length <= 2, `${sizes.length} attempts wrote something`);
    assert.ok(now(keeper).capture.restarts <= (isShared ? 2 : 0));
  });
}

const whenFull = 'a disk that is full: told, and recorded again when there is room';
const small = smallDisk();
if (small === null) skip(full, whenFull, 'only root can mount a small disk');
else full(whenFull, () => recordOnto(small));

async function recordOnto(directory: string): Promise<void> {
  const camera = recordingCamera({ video, directory });
  await using keeper = await keeperWith({ front: camera });
  const before = await untilHealthy(keeper, 'front');
  const ballast = join(directory, 'ballast');
  assert.throws(() => writeFileSync(ballast, Buffer.alloc(6_000_000)), /ENOSPC/);
  await untilFull(keeper);
  assert.match(now(keeper).reason, `disk full: 1 MB needed in ${directory}`);
  await rm(ballast);
  const after = await untilHealthy(keeper, 'front');
  assert.is(after.capture.pid, before.capture.pid);
}

/** Of five megabytes; null where it is not allowed. */
function smallDisk(): string | null {
  const directory = join(temporaryDirectory('disk'), 'small');
  mkdirSync(directory);
  try {
    const options = ['-t', 'tmpfs', '-o', 'size=5m', 'none', directory];
    execFileSync('mount', options, { stdio: 'ignore' });
  } catch {
    return null;
  }
  process.prependOnceListener('exit', () => execFileSync('umount', [directory]));
  return directory;
}

full.run();
