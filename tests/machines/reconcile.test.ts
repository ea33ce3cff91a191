import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Desired } from '../../config/desired.ts';
import { entryOf, freshKeeper, type KeeperContext } from '../../machines/keeper-context.ts';
import { afterCleared, afterEnded, afterTrouble, reconcile } from '../../machines/reconcile.ts';
import { defaultStart } from '../support/simulation.ts';
import { wish } from '../support/wish.ts';

const reconciling = suite('reconcile');

const nobody = freshKeeper(defaultStart);
const urls = ['a', 'b', 'c'];
// also names that every object knows already
const name = fc.oneof(
  fc.constantFrom('front', 'front_door', 'constructor', '__proto__', 'toString', 'hasOwnProperty'),
  fc.string({ minLength: 1, maxLength: 8 }),
);
const someCameras: fc.Arbitrary<Desired> = fc
  .array(fc.tuple(name, fc.constantFrom(...urls)), { maxLength: 6 })
  .map((pairs) => ({
    cameras: [...new Map(pairs.map(([key, url]) => [key, wish({ url })]))],
  }));

const after = (context: KeeperContext, desired: Desired): KeeperContext => {
  const { generation, cameras } = reconcile(context, { desired });
  return { ...context, generation, cameras };
};
const present = ({ cameras }: KeeperContext): Desired['cameras'] =>
  cameras.filter(([, { leaving }]) => !leaving).map(([key, { desired }]) => [key, desired]);

reconciling('after any configurations, the last one is what is desired', () => {
  fc.assert(
    fc.property(fc.array(someCameras, { minLength: 1 }), (wishes) => {
      const end = wishes.reduce(after, nobody);
      assert.equal(sorted(present(end)), sorted(wishes.at(-1)!.cameras));
    }),
  );
});

reconciling('the same configuration again changes nothing', () => {
  fc.assert(
    fc.property(someCameras, someCameras, (first, second) => {
      const once = after(after(nobody, first), second);
      const again = reconcile(once, { desired: second });
      assert.is(again.generation, once.generation);
      assert.equal([again.spawned, again.told], [[], []]);
      assert.equal(again.cameras, once.cameras);
    }),
  );
});

reconciling('touches only cameras that differ, and those have the new generation', () => {
  fc.assert(
    fc.property(someCameras, someCameras, (first, second) => {
      const before = after(nobody, first);
      const { generation, cameras, spawned, told } = reconcile(before, { desired: second });
      for (const [key, entry] of cameras) {
        const untouched = entryOf(before.cameras, key) === entry;
        assert.is(told.includes(key), !untouched, key);
        if (!untouched) assert.is(entry.generation, generation);
      }
      const known = before.cameras.map(([key]) => key);
      assert.equal(
        [...spawned].sort(),
        second.cameras
          .map(([key]) => key)
          .filter((key) => !known.includes(key))
          .sort(),
      );
    }),
  );
});

reconciling('a camera that ends is forgotten, unless it is wanted again', () => {
  const output = { finished: 1, discarded: 0, forced: [], abandoned: [], fault: null };
  fc.assert(
    fc.property(name, fc.boolean(), (key, again) => {
      const cameras: Desired['cameras'] = [[key, wish()]];
      const leaving = after(after(nobody, { cameras }), { cameras: [] });
      const context = again ? after(leaving, { cameras }) : leaving;
      const ended = afterEnded(context, { ...output, name: key });
      assert.is(ended.entry !== null, again);
      assert.is(entryOf(ended.cameras, key) !== null, again);
      assert.is(Object.entries(ended.results)[0]![1].finished, 1);
    }),
  );
});

reconciling('a camera that broke keeps its fault until a newer wish', () => {
  const fault = { code: 'ACTOR_BROKEN', message: 'x' };
  fc.assert(
    fc.property(name, fc.boolean(), (key, newer) => {
      const cameras: Desired['cameras'] = [[key, wish()]];
      const running = after(nobody, { cameras });
      const broken = { ...running, ...afterTrouble(running, { name: key, fault, result: null }) };
      const url = newer ? 'another' : 'rtsp://camera/a';
      const next = after(broken, { cameras: [[key, wish({ url })]] });
      const cleared = afterCleared(next, { camera: key, killed: [], abandoned: [] });
      assert.equal(cleared.fault, newer ? null : fault);
      assert.is(cleared.entry?.machine, 'alive');
    }),
  );
});

const sorted = (cameras: Desired['cameras']) =>
  [...cameras].sort(([one], [other]) => (one < other ? -1 : 1));

reconciling.run();
