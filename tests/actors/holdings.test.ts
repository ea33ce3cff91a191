import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noFrames } from '../../actors/frame-counts.ts';
import { Holdings } from '../../actors/holdings.ts';
import { createRegion, type FrameRegion } from '../../native/index.ts';
import { descriptorsOf } from '../support/descriptors.ts';

const holding = suite('holdings');

const shape = { width: 64, height: 48, slots: 6, queueCapacity: 2 };
const make = (id: number) => createRegion({ id, ...shape });
const regionsOpen = () =>
  [...descriptorsOf('self').values()].filter((name) => name.includes('memfd:camkeeper')).length;

holding('processes by camera: front is not front_door', () => {
  const holdings = new Holdings();
  const add = (camera: string, pid: number) =>
    holdings.addProcess({ camera, role: 'capture', pid, killGroup: () => true });
  const release = add('front', 1);
  add('front_door', 2);
  const pids = (camera: string | null) => holdings.processesOf(camera).map(({ pid }) => pid);
  assert.equal(pids('front'), [1]);
  assert.equal(pids(null), [1, 2]);
  release();
  assert.equal(pids('front'), []);
});

holding('whoever waits hears what is given back, and not what nobody was given', () => {
  const holdings = new Holdings();
  let heard = 0;
  const unwatch = holdings.watch(() => heard++);
  const one = holdings.addRegion('front', make);
  const other = holdings.addRegion('front', make);
  assert.is(regionsOpen(), 2);
  assert.is.not(one.id, other.id);
  holdings.discardRegion(one.id);
  assert.is(heard, 0);
  holdings.closeRegion(other.id);
  holdings.closeRegion(other.id);
  assert.is(heard, 1);
  assert.is(holdings.region(other.id), null);
  assert.is(regionsOpen(), 0);
  unwatch();
  holdings.closeRegion(holdings.addRegion('front', make).id);
  assert.is(heard, 1);
});

holding('a region that cannot be made leaves nothing', () => {
  const holdings = new Holdings();
  assert.throws(() =>
    holdings.addRegion('front', (id) => createRegion({ id, ...shape, width: 1 })),
  );
  assert.equal(holdings.regionsOf(null), []);
});

holding('what the frames of a closed region came to stays until it is forgotten', () => {
  const holdings = new Holdings();
  assert.equal(holdings.pastOf('front'), noFrames);
  const real = make(1);
  const metrics = real.metrics();
  const region = {
    metrics: () => ({ ...metrics, capture: { ...metrics.capture, framesTotal: 7 } }),
    close: () => real.close(),
  } as unknown as FrameRegion;
  const { id } = holdings.addRegion('front', () => region);
  holdings.closeRegion(id);
  assert.is(holdings.pastOf('front').captured, 7);
  assert.is(holdings.pastOf('front_door').captured, 0);
  holdings.forgetPast('front');
  assert.equal(holdings.pastOf('front'), noFrames);
});

holding.run();
