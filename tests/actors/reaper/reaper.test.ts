import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ReaperCommand, ReaperFact } from '../../../actors/contracts.ts';
import { formatMark, markName } from '../../../actors/reaper/mark.ts';
import { reaperActor } from '../../../actors/reaper/reaper.ts';
import type { World } from '../../../actors/world.ts';
import { createRegion } from '../../../native/index.ts';
import { edgeWorld, startEdge } from '../../support/edge.ts';
import { eventually } from '../../support/eventually.ts';
import { identify, untilGone } from '../../support/processes.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const reapers = suite('reaper');

const shape = { width: 64, height: 48, slots: 6, queueCapacity: 2 };

function start(world: World, instance = 'nobody') {
  return startEdge<ReaperFact, ReaperCommand>(reaperActor(world, instance), { path: 'reaper' });
}

/** A process among the holdings that goes when it is killed, unless nothing kills it. */
function hold(world: World, camera: string, isMortal = true) {
  const kills: string[] = [];
  const release = world.holdings.addProcess({
    camera,
    role: 'capture',
    pid: 1,
    killGroup: () => {
      kills.push(camera);
      if (isMortal) setTimeout(release, 5);
      return true;
    },
  });
  world.holdings.addRegion(camera, (id) => createRegion({ id, ...shape }));
  return kills;
}

reapers('clears one camera: kills, waits for the exit, closes its region, no other', async () => {
  const world = edgeWorld();
  const kills = [hold(world, 'front'), hold(world, 'front_door')];
  const reaper = start(world);
  reaper.send({ type: 'reaper.clear', camera: 'front' });
  assert.is(world.holdings.regionsOf('front').length, 1, 'not before the exit');
  const { budget } = world;
  for (const camera of ['front', 'front_door']) {
    budget.open(camera).ask({ bytes: 5, kind: 'start', onPromised: () => {} });
  }
  await eventually('cleared', () => reaper.facts.length === 1);
  assert.equal(reaper.facts, [
    { type: 'reaper.cleared', camera: 'front', killed: ['front/capture'], abandoned: [] },
  ]);
  assert.equal(kills, [['front'], []]);
  assert.is(budget.figures().promisedBytes, 5, 'of the other one');
  assert.equal(world.holdings.regionsOf('front'), []);
  assert.is(world.holdings.regionsOf('front_door').length, 1);
  reaper.send({ type: 'reaper.killAll' });
  await eventually('emptied', () => reaper.facts.length === 2);
  assert.equal(world.holdings.regionsOf(null), []);
  reaper.stop();
});

reapers('what not even SIGKILL ends is named, and our end of its memory is closed', async () => {
  const world = edgeWorld();
  hold(world, 'front', false);
  const reaper = start(world);
  reaper.send({ type: 'reaper.killAll' });
  await eventually('emptied', () => reaper.facts.length === 1);
  assert.equal(reaper.facts, [
    { type: 'reaper.emptied', killed: [], abandoned: ['front/capture 1'] },
  ]);
  assert.equal(world.holdings.regionsOf(null), []);
  reaper.stop();
});

reapers('one that had ended before is not told as killed', async () => {
  const world = edgeWorld();
  const release = world.holdings.addProcess({
    camera: 'front',
    role: 'capture',
    pid: 1,
    killGroup: () => {
      release();
      return false;
    },
  });
  const reaper = start(world);
  reaper.send({ type: 'reaper.killAll' });
  await eventually('emptied', () => reaper.facts.length === 1);
  assert.equal(reaper.facts, [{ type: 'reaper.emptied', killed: [], abandoned: [] }]);
  reaper.stop();
});

reapers('nothing there: answers at once', async () => {
  const reaper = start(edgeWorld());
  reaper.send({ type: 'reaper.killAll' });
  await eventually('emptied', () => reaper.facts.length === 1);
  reaper.send({ type: 'reaper.sweep' });
  await eventually('swept', () => reaper.facts.length === 2);
  assert.equal(reaper.facts[1], { type: 'reaper.swept', killed: [] });
  reaper.stop();
});

reapers('sweeps what an earlier keeper left, and says so when it is gone', async () => {
  const instance = temporaryDirectory('sweep');
  const process_ = { pid: 999_999, startTime: '1' };
  const mark = formatMark({ instance, process: process_, run: 'before' });
  const child = spawn('sleep', ['60'], { env: { ...process.env, [markName]: mark } });
  await once(child, 'spawn');
  const left = identify(child.pid!);
  const reaper = start(edgeWorld(), instance);
  reaper.send({ type: 'reaper.sweep' });
  await eventually('swept', () => reaper.facts.length === 1);
  await untilGone([left], 0);
  assert.equal(reaper.facts, [
    { type: 'reaper.swept', killed: [{ pid: left.pid, name: 'sleep', gone: true }] },
  ]);
  reaper.stop();
});

reapers.run();
