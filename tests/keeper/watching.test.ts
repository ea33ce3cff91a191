import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { planWords } from '../../config/plan.ts';
import { createKeeper, type KeeperOptions } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';

// A keeper whose configuration is a file that changes under it. Its cameras are disabled: what
// becomes of running ones is in changes.test.ts.

const watching = suite('a watched file');

const off = { enabled: false, ffmpeg: { inputs: [{ path: 'x.mp4' }] } };
const textOf = (...names: string[]) =>
  JSON.stringify({ cameras: Object.fromEntries(names.map((name) => [name, off])) });

async function keeperOf(text: string, options: KeeperOptions = {}) {
  const path = join(temporaryDirectory('watched'), 'camkeeper.yml');
  writeFileSync(path, text);
  const keeper = createKeeper({ config: path, ...options });
  const told: string[] = [];
  keeper.plans$.subscribe((plan) => {
    told.push(plan.map((each) => `${each.camera} ${planWords(each)}`).join(', '));
  });
  keeper.rejections$.subscribe((problems) => {
    told.push(problems.map(({ message }) => message).join());
  });
  await keeper.start();
  const cameras = () => Object.keys(keeper.status().cameras).join();
  const until = (names: string) => eventually(`cameras ${names}`, () => cameras() === names);
  const toldNext = (count: number) =>
    eventually('it is told', () => told.length >= count, { seen: () => told });
  return { path, keeper, told, until, toldNext, cameras };
}

const replaceBy = (path: string, text: string) => {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
};

watching('is applied as it changes, with its plan; the same again changes nothing', async () => {
  const { path, keeper, told, until } = await keeperOf(textOf('a'));
  await using _ = keeper;
  writeFileSync(path, textOf('a', 'b'));
  await until('a,b');
  replaceBy(path, textOf('a', 'b'));
  replaceBy(path, `${textOf('a', 'b')} # a comment`);
  replaceBy(path, textOf('b'));
  await until('b');
  const disabled = 'is disabled by configuration';
  assert.equal(told, [
    `a unchanged, b idle: is new, and ${disabled}`,
    'a idle: is removed, and did not run, b unchanged',
  ]);
  assert.is(keeper.status().generation, 3);
});

watching('a bad one and one that is gone are told once, and nothing changes', async () => {
  const { path, keeper, told, toldNext, until, cameras } = await keeperOf(textOf('a'));
  await using _ = keeper;
  writeFileSync(path, 'cameras: 7');
  await toldNext(1);
  writeFileSync(path, 'cameras: 7'); // touched
  rmSync(path);
  await toldNext(2);
  assert.is(cameras(), 'a');
  assert.is(keeper.status().generation, 1);
  writeFileSync(path, textOf('a', 'b'));
  await until('a,b');
  assert.is(told.length, 3, told.join('\n'));
  assert.match(told[0]!, /expected a map/);
  assert.is(told[1], 'there is no such file');
});

watching('not where it is not wanted: then only a reload reads it', async () => {
  const { path, keeper, cameras } = await keeperOf(textOf('a'), { watch: false });
  await using _ = keeper;
  assert.not.ok(process.getActiveResourcesInfo().includes('FSEventWrap'));
  writeFileSync(path, textOf('b'));
  await keeper.reload();
  await eventually('read', () => cameras() === 'b');
});

watching('nobody watches after the stop, nor after a start that failed', async () => {
  const { keeper } = await keeperOf(textOf('a'));
  assert.ok(process.getActiveResourcesInfo().includes('FSEventWrap'));
  await keeper.stop();
  const isIdle = () => !process.getActiveResourcesInfo().includes('FSEventWrap');
  await eventually('nobody watches', isIdle);
  const failed = await keeperOf('cameras: 7').catch((error) => error);
  assert.is(failed.code, 'CONFIG_INVALID');
  await eventually('nobody watches', isIdle);
});

watching.run();
