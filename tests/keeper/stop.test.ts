import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { captureRun } from '../../actors/capture/run.ts';
import type { RunContext } from '../../actors/process/run-actor.ts';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import { childrenOf, identify, untilGone } from '../support/processes.ts';
import { camera, generated, keeperWith, processesOf, untilHealthy } from './fleet.ts';

// The orderly stop, with processes that do not want to.

const stop = suite('stop');

/** A capture that ignores SIGTERM and never delivers. */
const stubbornCapture = (run: RunContext) => ({
  ...captureRun(run),
  argv: [process.execPath, fixture('ignores-term.mjs')] as [string, string],
});

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
  const pid = await eventually('spawned', () => keeper.status().cameras.front?.capture.pid);
  const capture = identify(pid);
  const { cameras } = await keeper.stop({ withinMs: 1_000 });
  assert.equal(cameras.front?.forced, ['capture']);
  await untilGone([capture], 0);
  assert.equal(childrenOf(process.pid), []);
});

stop('a later, shorter deadline replaces the first', async () => {
  const keeper = await keeperWith({ front: camera() }, { processes: { capture: stubbornCapture } });
  await eventually('spawned', () => keeper.status().cameras.front?.capture.pid);
  void keeper.stop({ withinMs: 3_600_000 });
  const { cameras } = await keeper.stop({ withinMs: 500 });
  assert.equal(cameras.front?.forced, ['capture']);
});

stop('a stopped tracker (SIGSTOP) is killed, and what it left is counted', async () => {
  const keeper = await keeperWith({ front: camera() });
  const { tracker } = await untilHealthy(keeper, 'front');
  process.kill(tracker.pid!, 'SIGSTOP');
  const full = () => keeper.status().cameras.front!.queue.length === 2;
  await eventually('its queue is full', full);
  const { cameras, abandoned } = await keeper.stop({ withinMs: 2_000 });
  assert.equal(cameras.front?.forced, ['tracker']);
  assert.equal(abandoned, []);
  assert.equal(childrenOf(process.pid), []);
});

stop('an ffmpeg that ignores SIGTERM goes with its capture, without force from us', async () => {
  const input = { path: generated.path, input_args: generated.inputArgs, roles: ['detect'] };
  const stubborn = camera(undefined, {
    ffmpeg: { path: fixture('ffmpeg-ignores-term.sh'), inputs: [input] },
  });
  const keeper = await keeperWith({ front: stubborn });
  const all = processesOf(await untilHealthy(keeper, 'front'));
  const { cameras } = await keeper.stop();
  assert.equal(cameras.front?.forced, []);
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
