import { appendFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Want } from '../../../actors/contracts.ts';
import { Disk } from '../../../actors/recorder/disk.ts';
import { Segments } from '../../../actors/recorder/segments.ts';
import { segmentFolder } from '../../../config/recording.ts';
import { eventually } from '../../support/eventually.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { wish } from '../../support/wish.ts';

const segmenting = suite('segments');

async function begin(segmentSeconds = 60, before: readonly string[] = []) {
  const directory = temporaryDirectory('segments');
  const { config } = wish({ record: 'apart' });
  const want = {
    config: {
      ...config,
      record: { enabled: true, directory, keepFreeMegabytes: 0 },
      timeouts: { ...config.timeouts, segmentSeconds },
    },
  } as Want;
  let firsts = 0;
  const troubles: unknown[] = [];
  const onFirst = () => firsts++;
  const disk = new Disk();
  const onTrouble = (error: unknown) => troubles.push(error);
  const make = () => new Segments({ disk, camera: 'front', run: 'b-2', want, onFirst, onTrouble });
  await make().begin();
  const folder = join(directory, segmentFolder('front', new Date()));
  for (const name of before) writeFileSync(join(folder, name), 'old');
  const segments = make();
  await segments.begin();
  /** Looked, and what came of it is there: the next one in turn comes after it. */
  const look = async () => {
    segments.look();
    await disk.inTurn(directory, async () => {});
  };
  return { segments, folder, directory, look, firsts: () => firsts, troubles };
}

segmenting('the folders of this hour and of the one that comes are there', async () => {
  const { folder, directory } = await begin();
  assert.ok(existsSync(folder));
  const soon = segmentFolder('front', new Date(Date.now() + 600_000));
  assert.ok(existsSync(join(directory, soon)));
});

segmenting('up when the first one has grown, not when it is there; told once', async () => {
  const { segments, folder, look, firsts, troubles } = await begin();
  await look();
  writeFileSync(join(folder, '20260101T000001Z-b-2.mp4'), 'header');
  await look();
  await look();
  assert.is(firsts(), 0, 'nothing but its header');
  assert.is(segments.hasGrown, false);
  appendFileSync(join(folder, '20260101T000001Z-b-2.mp4'), 'packet');
  await look();
  assert.is(firsts(), 1);
  assert.is(segments.hasGrown, true);
  assert.equal(troubles, []);
});

segmenting('those of an earlier run are none of this one', async () => {
  const { folder, look, firsts } = await begin(60, ['20270101T000000Z-a-1.mp4']);
  await look();
  assert.is(firsts(), 0);
  writeFileSync(join(folder, '20260101T000001Z-b-2.mp4'), '');
  await look();
  assert.is(firsts(), 0);
  writeFileSync(join(folder, '20260101T000002Z-b-2.mp4'), '');
  await look();
  assert.is(firsts(), 1, 'the first one is finished: the second has begun');
  assert.is(readdirSync(folder).length, 3);
});

segmenting('overdue when nothing has grown for its time, from the beginning as well', async () => {
  const { segments, folder, look } = await begin(0.2);
  await eventually('overdue', () => segments.isOverdue);
  writeFileSync(join(folder, '20260101T000001Z-b-2.mp4'), '');
  await look();
  appendFileSync(join(folder, '20260101T000001Z-b-2.mp4'), 'packet');
  await look();
  assert.is(segments.hasGrown, true);
  await eventually('overdue again', () => segments.isOverdue);
});

segmenting.run();
