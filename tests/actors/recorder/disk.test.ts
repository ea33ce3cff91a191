import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Disk } from '../../../actors/recorder/disk.ts';
import { errorData } from '../../../config/errors.ts';
import { eventually } from '../../support/eventually.ts';

const disks = suite('disk');
const MB = 1_000_000;

const refusal = (disk: Disk, neededMegabytes = 10) =>
  disk.checkRoom('/r', neededMegabytes).then(() => null, errorData);

disks('room above the margin, and not', async () => {
  let free = 10 * MB;
  const disk = new Disk(async () => free);
  assert.is(await refusal(disk), null);
  free -= 1;
  assert.equal(await refusal(disk), { code: 'DISK_FULL', message: '10 MB needed in /r' });
});

disks('what ffmpeg says of a full disk is believed until there is more room', async () => {
  let free = 50 * MB;
  const disk = new Disk(async () => free);
  assert.is(disk.noteLastLines('/r', ['Connection refused']), false);
  assert.is(await refusal(disk), null);
  assert.is(disk.noteLastLines('/r', ['frame=1', 'x: No space left on device']), true);
  assert.is((await refusal(disk))?.code, 'DISK_FULL');
  free += 9 * MB;
  assert.is((await refusal(disk))?.code, 'DISK_FULL');
  free += 2 * MB;
  assert.is(await refusal(disk), null);
  free -= 11 * MB;
  assert.is(await refusal(disk), null, 'and forgotten then');
});

disks('room that is made before anybody looks again counts', async () => {
  let free = 50 * MB;
  const disk = new Disk(async () => free);
  disk.noteLastLines('/r', ['x: No space left on device']);
  free += 20 * MB;
  assert.is(await refusal(disk), null);
});

disks('one after the other in a directory; one that hangs holds up no other', async () => {
  const disk = new Disk();
  const done: string[] = [];
  let release = () => {};
  const hangs = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = disk.inTurn('/hung', async () => {
    await hangs;
    throw new Error('gone');
  });
  const second = disk.inTurn('/hung', async () => done.push('second'));
  await disk.inTurn('/well', async () => done.push('well'));
  assert.equal(done, ['well']);
  release();
  await assert.ok(
    await first.then(
      () => false,
      () => true,
    ),
  );
  await second;
  await eventually('the next one, though the first failed', () => done.length === 2);
});

disks.run();
