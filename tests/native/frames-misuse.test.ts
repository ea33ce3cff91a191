import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  attachConsumer,
  createRegion,
  type FrameRegion,
  lockFile,
  openReader,
} from '../../native/index.ts';
import { descriptorsOf } from '../support/descriptors.ts';
import { smallRegion, startCapture } from './capture-process.ts';
import { throwsTypeError } from './throws-type-error.ts';

const misuse = suite('misuse of the frames addon');

const shape = { id: 1, width: 64, height: 48, slots: 8, queueCapacity: 2 };
/** What TypeScript would not let pass. */
// biome-ignore lint/suspicious/noExplicitAny: these calls are wrong on purpose
type Loose = any;
const junk: readonly Loose[] = [undefined, null, 'x', {}, [], -1, 1.5, Number.NaN, 2 ** 60, 10n];

misuse('junk as arguments', () => {
  const region = smallRegion();
  const consumer = attachConsumer(region.fd, region.wakeFd);
  const reader = openReader(`/proc/self/fd/${region.fd}`);
  const loose: Loose = { createRegion, attachConsumer, openReader };
  for (const value of junk) {
    throwsTypeError(() => loose.createRegion(value));
    throwsTypeError(() => loose.attachConsumer(value, region.wakeFd));
    throwsTypeError(() => loose.attachConsumer(region.fd, value));
    throwsTypeError(() => region.reserve(value));
    throwsTypeError(() => region.reclaim(value));
    throwsTypeError(() => consumer.start(value));
    throwsTypeError(() => consumer.meanLuma(value));
    throwsTypeError(() => reader.latest(value));
    if (typeof value !== 'string') throwsTypeError(() => loose.openReader(value));
    if (typeof value !== 'string') throwsTypeError(() => (lockFile as Loose)(value));
  }
  throwsTypeError(() => reader.latest(Buffer.alloc(region.slotBytes - 1)));
  throwsTypeError(() => reader.latest(Buffer.alloc(region.slotBytes + 1)));
  for (const handle of [reader, consumer, region]) handle.close();
});

misuse('shapes out of bounds', () => {
  const before = descriptorsOf('self').size;
  for (const key of Object.keys(shape) as (keyof typeof shape)[]) {
    for (const value of junk) throwsTypeError(() => createRegion({ ...shape, [key]: value }));
  }
  for (const width of [0, 1, 63, 16386, 2 ** 32 + 64]) {
    throwsTypeError(() => createRegion({ ...shape, width }));
  }
  throwsTypeError(() => createRegion({ ...shape, slots: 3 }));
  throwsTypeError(() => createRegion({ ...shape, slots: 65 }));
  const trap = Object.defineProperty({ ...shape }, 'slots', {
    get: () => {
      throw new TypeError('getter');
    },
  });
  throwsTypeError(() => createRegion(trap));
  assert.is(descriptorsOf('self').size, before);
});

misuse('anything after close', () => {
  const region = smallRegion();
  const consumer = attachConsumer(region.fd, region.wakeFd);
  const reader = openReader(`/proc/self/fd/${region.fd}`);
  const target = Buffer.alloc(region.slotBytes);
  for (const handle of [reader, consumer, region]) handle.close();
  throwsTypeError(() => region.reserve(1));
  throwsTypeError(() => region.closeQueue());
  throwsTypeError(() => region.reclaim('tracker'));
  throwsTypeError(() => region.drain());
  throwsTypeError(() => region.metrics());
  throwsTypeError(() => consumer.start(() => {}));
  throwsTypeError(() => consumer.take());
  throwsTypeError(() => consumer.release());
  throwsTypeError(() => consumer.beat());
  throwsTypeError(() => consumer.meanLuma(0));
  throwsTypeError(() => reader.latest(target));
});

misuse('methods on an object of another class', () => {
  const region = smallRegion();
  const consumer = attachConsumer(region.fd, region.wakeFd);
  const classes: readonly object[] = [region, consumer, openReader(`/proc/self/fd/${region.fd}`)];
  for (const owner of classes) {
    const methods = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(owner)));
    for (const [name, { value, get }] of methods) {
      if (name === 'constructor') continue;
      const others = [...classes.filter((other) => other !== owner), {}, [], process];
      for (const other of others) throwsTypeError(() => (value ?? get).call(other));
      throwsTypeError(() => (value ?? get).call(Object.create(owner)));
    }
    throwsTypeError(() => (owner.constructor as Loose)()); // without new
  }
  for (const handle of classes as readonly FrameRegion[]) handle.close();
});

misuse('taking, measuring and starting out of turn', async () => {
  const region = smallRegion();
  const consumer = attachConsumer(region.fd, region.wakeFd);
  const run = startCapture(region, ['head', '-c', `${2 * region.slotBytes}`, '/dev/zero']);
  await run.ended;
  const { slot } = consumer.take()!;
  throwsTypeError(() => consumer.take());
  throwsTypeError(() => consumer.meanLuma(slot + 1));
  assert.is(consumer.meanLuma(slot), 0);
  consumer.release();
  consumer.release();
  throwsTypeError(() => consumer.meanLuma(slot));
  consumer.start(() => {});
  throwsTypeError(() => consumer.start(() => {}));
  consumer.close();
  region.close();
});

misuse.run();
