import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Role } from '../../actors/contracts.ts';
import { type GateContext, isCommonCause } from '../../machines/gate-setup.ts';
import { type Simulation, simulate } from '../support/simulation.ts';
import { wish } from '../support/wish.ts';

// Many cameras fail in the same moment: the gate lets retries through one at a time.

const guards = suite('guard');

const cutMs = 10_000;
/** A start through a dead switch ends after a while. */
const unreachable = { readyMs: null, exitMs: 3_000 };

/** A fleet that is up, and a switch that can be dead for some of its cameras. */
function fleetOf(count: number) {
  const dead = new Set<string>();
  const behave = (camera: string, role: Role) =>
    role === 'capture' && dead.has(camera) ? unreachable : { readyMs: 100 };
  const simulation = simulate({ behave, start: { gate: { width: 4, holdMs: 1000 } } });
  simulation.desire(wishes(count));
  simulation.jumpTo(cutMs);
  assert.is(gateOf(simulation).up.length, count);
  const cut = (names: readonly string[]) => {
    for (const name of names) dead.add(name);
    for (const name of names) simulation.world.runs.get(`${name}/capture`)?.exit('stalled');
    simulation.jumpTo(simulation.nowMs() + 1);
  };
  return { simulation, cut, mend: () => dead.clear() };
}

const named = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `c${from + index}`);
const wishes = (count: number) => Object.fromEntries(named(count).map((name) => [name, wish()]));
const snapshotOf = ({ root }: Simulation) => root.getSnapshot().children.gate!.getSnapshot();
const gateOf = (simulation: Simulation): GateContext => snapshotOf(simulation).context;
const isGuarded = (simulation: Simulation): boolean => snapshotOf(simulation).matches('guarded');

/** When a capture was started, after the cut. */
function startsOf({ story }: Simulation): number[] {
  const starts = story.map((line) => /^ *(\d+) spawn \w+\/capture/.exec(line)?.[1]);
  return starts.filter((atMs) => atMs !== undefined && Number(atMs) > cutMs).map(Number);
}

function assertSound({ world, failure }: Simulation): void {
  assert.equal(world.violations, []);
  assert.is(failure(), null);
}

guards('at least three and at least half have one cause', () => {
  const rows: [fallen: number, up: number, common: boolean][] = [
    [2, 0, false],
    [3, 0, true],
    [3, 3, true],
    [3, 4, false],
    [4, 4, true],
    [25, 26, false],
  ];
  for (const [fallen, up, common] of rows)
    assert.is(isCommonCause(fallen, up), common, `${fallen}`);
});

guards('a dead switch: retries go one at a time, and all when one is back', () => {
  const { simulation, cut, mend } = fleetOf(8);
  cut(named(6));
  assert.ok(isGuarded(simulation));
  simulation.jumpTo(cutMs + 60_000);
  assert.ok(isGuarded(simulation));
  const starts = startsOf(simulation);
  assert.ok(starts.length > 20, `${starts.length} starts`);
  const pauses = starts.slice(1).map((atMs, index) => atMs - starts[index]!);
  assert.ok(Math.min(...pauses) >= 1000, `${pauses}`);
  mend();
  simulation.jumpTo(cutMs + 75_000);
  assert.not.ok(isGuarded(simulation));
  simulation.jumpTo(cutMs + 90_000);
  assert.is(gateOf(simulation).up.length, 8);
  assertSound(simulation);
});

guards('failures that are far apart have no common cause', () => {
  const { simulation, cut } = fleetOf(4);
  for (const name of named(4)) {
    cut([name]);
    assert.not.ok(isGuarded(simulation), name);
    simulation.jumpTo(simulation.nowMs() + 10_000);
  }
  assertSound(simulation);
});

guards('a camera that fails again and again counts once', () => {
  const { simulation } = fleetOf(3);
  for (let round = 0; round < 8; round++) {
    simulation.world.runs.get('c0/capture')?.exit('crashed');
    simulation.jumpTo(simulation.nowMs() + 700);
    assert.not.ok(isGuarded(simulation));
  }
  assertSound(simulation);
});

guards('a camera that somebody restarts does not wait for the probe', () => {
  const { simulation, cut } = fleetOf(8);
  cut(named(6));
  const waiting = () => gateOf(simulation).queue.map(({ path }) => path);
  const isHeld = () => waiting().length > 0 && gateOf(simulation).probe !== null;
  while (!isHeld()) simulation.jumpTo(simulation.nowMs() + 10);
  const last = waiting().at(-1)!;
  simulation.command({ type: 'keeper.restart', camera: last.split(/[:/]/)[1]!, role: null });
  simulation.jumpTo(simulation.nowMs() + 10);
  assert.not.ok(waiting().includes(last), 'it was let in at once');
  assert.ok(isGuarded(simulation));
  assertSound(simulation);
});

guards('a new camera does not wait for the probe', () => {
  const { simulation, cut } = fleetOf(4);
  cut(named(4));
  simulation.jumpTo(cutMs + 20_000);
  simulation.desire(wishes(6));
  simulation.jumpTo(cutMs + 20_200);
  assert.equal(
    gateOf(simulation).up,
    ['c4', 'c5'].map((name) => `camera:${name}/capture`),
  );
  assert.ok(isGuarded(simulation), 'a new camera says nothing of those that fell');
  assertSound(simulation);
});

guards('ends with the last of the fallen that is wanted', () => {
  const { simulation, cut } = fleetOf(4);
  cut(named(3));
  assert.ok(isGuarded(simulation));
  simulation.desire({ c3: wish() });
  simulation.jumpTo(cutMs + 10_000);
  assert.not.ok(isGuarded(simulation));
  assert.equal(gateOf(simulation).fallen, []);
  assertSound(simulation);
});

guards('a new pace of the configuration counts at once', () => {
  const { simulation } = fleetOf(1);
  for (const width of [1, 3]) {
    const desired = { cameras: Object.entries(wishes(6)), gate: { width, holdSeconds: 0.5 } };
    simulation.fact({ type: 'config.changed', desired });
    simulation.jumpTo(simulation.nowMs() + 1);
    const { width: newWidth, holdMs, inside } = gateOf(simulation);
    assert.equal([newWidth, holdMs], [width, 500]);
    assert.is(inside.length, width);
  }
  assertSound(simulation);
});

type Cut = readonly [count: number, from: number, afterMs: number, mends: boolean];
const cuts: fc.Arbitrary<Cut[]> = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(5), fc.nat(15_000), fc.boolean()),
  { minLength: 1, maxLength: 6 },
);

guards('whatever fails whenever: in the end all are up, and it is off', () => {
  fc.assert(
    fc.property(cuts, (schedule) => {
      const { simulation, cut, mend } = fleetOf(6);
      for (const [count, from, afterMs, mends] of schedule) {
        if (mends) mend();
        cut(named(6).slice(from, from + count));
        simulation.jumpTo(simulation.nowMs() + afterMs);
      }
      mend();
      simulation.jumpTo(simulation.nowMs() + 60_000);
      assert.is(gateOf(simulation).up.length, 6);
      assert.not.ok(isGuarded(simulation));
      assert.equal(gateOf(simulation).queue, []);
      assertSound(simulation);
    }),
    { numRuns: 60 },
  );
});

guards('one bad camera delays no other while the guard is off', () => {
  const { simulation, cut } = fleetOf(3);
  cut(['c0']);
  simulation.jumpTo(cutMs + 30_000);
  simulation.world.runs.get('c1/capture')!.exit('crashed');
  const fromMs = simulation.nowMs();
  simulation.jumpTo(fromMs + 700); // its first back-off, and its start
  assert.ok(gateOf(simulation).up.includes('camera:c1/capture'));
  assertSound(simulation);
});

guards.run();
