import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createActor, createMachine } from 'xstate';
import { numberedClock } from '../../actors/door/clock.ts';
import { jumpingTime } from '../../actors/door/jumping-time.ts';
import { gateMachine } from '../../machines/gate.ts';
import { type GateRequest, queuedUp } from '../../machines/gate-setup.ts';

const gates = suite('gate');
const holdMs = 1000;

/** A gate under a parent that writes down who was granted a place, and when. */
function openGate(width: number) {
  const time = jumpingTime();
  const granted: [path: string, atMs: number][] = [];
  const parent = createMachine({
    invoke: { id: 'gate', src: gateMachine, input: { width, holdMs } },
    on: {
      'gate.granted': { actions: ({ event }) => granted.push([event.path, time.nowMs()]) },
    },
  });
  const root = createActor(parent, { clock: numberedClock(time, () => {}) }).start();
  const gate = root.getSnapshot().children.gate!;
  return {
    granted,
    time,
    request: (path: string, first: boolean) => gate.send({ type: 'gate.request', path, first }),
    release: (path: string) => gate.send({ type: 'gate.release', path }),
    inside: () => gate.getSnapshot().context.inside as string[],
  };
}

gates('first starts go before retries, in each group by arrival', () => {
  const requests = fc
    .array(fc.boolean())
    .map((firsts) => firsts.map((first, index) => ({ path: String(index), first })));
  fc.assert(
    fc.property(requests, (queue) => {
      const expected = [
        ...queue.filter(({ first }) => first),
        ...queue.filter(({ first }) => !first),
      ];
      const queued = queue.reduce<readonly GateRequest[]>((all, one) => queuedUp(all, one), []);
      assert.equal(queued, expected);
    }),
  );
  const gate = openGate(1);
  gate.request('inside', true);
  gate.request('retry', false);
  gate.request('first', true);
  gate.release('inside');
  gate.release('first');
  assert.equal(gate.granted, [
    ['inside', 0],
    ['first', 0],
    ['retry', 0],
  ]);
});

gates('a place is given on when it was held for long enough, and not before', () => {
  const gate = openGate(1);
  gate.request('a', true);
  gate.request('b', true);
  gate.time.jumpTo(holdMs - 1);
  assert.is(gate.granted.length, 1);
  gate.time.jumpTo(holdMs);
  assert.equal(gate.granted.at(-1), ['b', holdMs]);
});

gates('a place that was released and taken again is held for its own time', () => {
  const gate = openGate(1);
  gate.request('a', true);
  gate.time.jumpTo(900);
  gate.release('a');
  gate.request('a', true);
  gate.request('b', true);
  gate.time.jumpTo(1899);
  assert.equal(gate.inside(), ['a']);
  gate.time.jumpTo(1900);
  assert.equal(gate.inside(), ['b']);
});

type Move = readonly [what: 'request' | 'release' | 'wait', who: number, first: boolean];
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.tuple(fc.constantFrom('request', 'release', 'wait'), fc.nat(8), fc.boolean()),
);

gates('never more inside than its width; everybody who waits gets in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), moves, (width, schedule) => {
      const gate = openGate(width);
      const asked = new Set<string>();
      for (const [what, who, first] of schedule) {
        const path = String(who);
        if (what === 'wait') gate.time.jumpTo(gate.time.nowMs() + who * 100);
        if (what === 'request') gate.request(path, first);
        if (what === 'release') gate.release(path);
        if (what === 'request') asked.add(path);
        if (what === 'release') asked.delete(path);
        assert.ok(gate.inside().length <= width);
      }
      gate.time.jumpTo(gate.time.nowMs() + 100 * holdMs);
      const granted = new Set(gate.granted.map(([path]) => path));
      for (const path of asked) assert.ok(granted.has(path), path);
      assert.equal(gate.inside(), []);
      assert.is(gate.time.pending(), 0);
    }),
  );
});

gates('who waits and leaves is not let in', () => {
  const gate = openGate(1);
  gate.request('inside', true);
  gate.request('waits', true);
  gate.release('waits');
  gate.release('inside');
  assert.equal(gate.inside(), []);
  assert.equal(gate.granted, [['inside', 0]]);
});

gates.run();
