import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { captureRun } from '../../actors/capture/run.ts';
import type { RunContext } from '../../actors/process/run-actor.ts';
import { trackerRun } from '../../actors/tracker/run.ts';
import type { Keeper } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import { childrenOf, identify, untilGone } from '../support/processes.ts';
import { camera, generated, keeperWith, processesOf, untilHealthy } from './fleet.ts';

// The orderly stop, with processes that do not want to.

const stop = suite('stop');

const stubborn = { argv: [process.execPath, fixture('ignores-term.mjs')] as [string, string] };
const stubbornCapture = async (run: RunContext) => ({ ...(await captureRun(run)), ...stubborn });
const stubbornTracker = (run: RunContext) => ({ ...trackerRun(run), ...stubborn });

async function untilStubborn(keeper: Keeper): Promise<number> {
  const says = () => keeper.logs('front').some(({ text }) => text === 'ready');
  await eventually('it ignores SIGTERM', says);
  return keeper.status().cameras.front!.capture.pid!;
}

stop('healthy cameras: nothing is forced, every frame is accounted for', async () => {
  const keeper = await keeperWith({ front: camera(), back: camera() });
  const results: number[] = [];
  keeper.results$.subscribe(({ sequence }) => results.push(sequence));
  const all = [
    ...processesOf(await untilHealthy(keeper, 'front')),
    ...processesOf(await untilHealthy(keeper, 'back')),
  ];
  const { cameras, abandoned } = await keeper.stop();
  assert.equal(abandoned, []);
  for (const result of Object.values(cameras)) {
    assert.equal(result.forced, []);
    assert.is(result.discarded, 0, 'a living tracker reads to the end');
  }
  await untilGone(all, 0);
});

stop('a capture that ignores SIGTERM is killed at its share of the deadline', async () => {
  const keeper = await keeperWith({ front: camera() }, { processes: { capture: stubbornCapture } });
  const capture = identify(await untilStubborn(keeper));
  const { cameras } = await keeper.stop({ withinMs: 1_000 });
  assert.equal(cameras.front?.forced, ['capture']);
  await untilGone([capture], 0);
  assert.equal(childrenOf(process.pid), []);
});

stop('a later, shorter deadline replaces the first', async () => {
  const keeper = await keeperWith({ front: camera() }, { processes: { capture: stubbornCapture } });
  await untilStubborn(keeper);
  void keeper.stop({ withinMs: 3_600_000 });
  const { cameras } = await keeper.stop({ withinMs: 500 });
  assert.equal(cameras.front?.forced, ['capture']);
});

stop('a stopped tracker (SIGSTOP) is woken, and reads to the end', async () => {
  const keeper = await keeperWith({ front: camera() });
  const { tracker } = await untilHealthy(keeper, 'front');
  process.kill(tracker.pid!, 'SIGSTOP');
  await eventually('its queue is full', () => keeper.status().cameras.front!.queue.length === 2);
  const { cameras } = await keeper.stop({ withinMs: 2_000 });
  assert.equal(cameras.front, { finished: 2, discarded: 0, forced: [], abandoned: [] });
});

stop('a tracker that ignores SIGTERM is killed, and what it left is counted', async () => {
  const keeper = await keeperWith({ front: camera() }, { processes: { tracker: stubbornTracker } });
  await untilStubborn(keeper);
  await eventually('the queue is full', () => keeper.status().cameras.front!.queue.length === 2);
  const { cameras } = await keeper.stop({ withinMs: 1_000 });
  assert.equal(cameras.front, { finished: 0, discarded: 2, forced: ['tracker'], abandoned: [] });
});

stop('frames that a tracker had in its queue when it was killed are counted', async () => {
  const argv: [string, string] = [process.execPath, fixture('attaches-only.mjs')];
  const tracker = (run: RunContext) => ({ ...trackerRun(run), argv });
  const keeper = await keeperWith({ front: camera() }, { processes: { tracker } });
  await untilStubborn(keeper);
  await eventually('the queue is full', () => keeper.status().cameras.front!.queue.length === 2);
  const { cameras } = await keeper.stop({ withinMs: 1_000 });
  assert.equal(cameras.front, { finished: 0, discarded: 2, forced: ['tracker'], abandoned: [] });
});

stop('an ffmpeg that ignores SIGTERM is killed by its capture, which says so', async () => {
  const input = { path: generated.path, input_args: generated.inputArgs, roles: ['detect'] };
  const deaf = camera(undefined, {
    ffmpeg: { path: fixture('ffmpeg-ignores-term.sh'), inputs: [input] },
  });
  const keeper = await keeperWith({ front: deaf });
  const all = processesOf(await untilHealthy(keeper, 'front'));
  const { cameras } = await keeper.stop();
  assert.equal(cameras.front?.forced, ['ffmpeg']);
  await untilGone(all, 0);
});

stop('in the middle of starting', async () => {
  const cameras = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`c${n}`, camera()]));
  const keeper = await keeperWith(cameras);
  const result = await keeper.stop();
  assert.equal(Object.keys(result.cameras).sort(), Object.keys(cameras));
  assert.equal(childrenOf(process.pid), []);
});

stop.run();
