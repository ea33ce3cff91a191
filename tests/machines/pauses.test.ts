import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Role } from '../../actors/contracts.ts';
import { type Simulation, type SimulationOptions, simulate, wish } from '../support/simulation.ts';
import { leafOf } from './truths.ts';

// A camera is removed, disabled, or the keeper stopped, while something waits: nothing sits out
// its pause, and nothing is left.

const pauses = suite('pauses');

type Pause = SimulationOptions & {
  readonly state: string;
  readonly atMs?: number;
  readonly act?: (simulation: Simulation) => void;
  /** What an orderly stop takes here. */
  readonly limitMs?: number;
};

const capture = (behaviour: object) => (_: string, role: Role) =>
  role === 'capture' ? behaviour : {};
const tracker = (behaviour: object) => (_: string, role: Role) =>
  role === 'tracker' ? behaviour : {};
const never = { readyMs: null };
const dies = { readyMs: null, exitMs: 20 };

const table: Readonly<Record<string, Pause>> = {
  'while its memory is reserved': { state: 'starting.allocating', atMs: 1 },
  'while it waits for its place': {
    state: 'starting.gated',
    start: { gate: { width: 0, holdMs: 1000 } },
  },
  'before its first frame': { state: 'starting.connecting', behave: capture(never) },
  'in the back-off of capture': {
    state: 'starting.backingOff',
    behave: capture(dies),
    atMs: 60_000,
  },
  'in the back-off of the tracker': {
    state: 'running.degraded',
    behave: tracker(dies),
    atMs: 60_000,
  },
  'while the tracker is not ready': { state: 'running.degraded', behave: tracker(never) },
  'while memory is refused': { state: 'disabled.faulted', refuse: () => true },
  'while capture ends for another address': {
    state: 'starting.connecting',
    act: (simulation) => {
      simulation.desire({ a: wish({ url: 'rtsp://another' }) });
      simulation.jumpTo(simulation.nowMs() + 10);
    },
  },
  'while it stops for another size': {
    state: 'stopping.capture',
    act: (simulation) => {
      simulation.desire({ a: wish({ width: 640 }) });
      simulation.jumpTo(simulation.nowMs() + 10);
    },
  },
  'while a hung tracker is being ended': {
    state: 'running.degraded',
    behave: tracker({ termMs: null, finishMs: null }),
    act: ({ world }) => world.runs.get('a/tracker')!.hang(),
    limitMs: 4100,
  },
  'while capture ignores that it should stop': {
    state: 'starting.connecting',
    behave: capture({ termMs: null }),
    act: (simulation) => simulation.desire({ a: wish({ url: 'rtsp://another' }) }),
    limitMs: 2200,
  },
};

/** Until there is neither process, nor region, nor timer; returns how long that took. */
function emptyAfterMs({ world, nowMs, jumpTo, timersPending }: Simulation): number {
  const sinceMs = nowMs();
  const isEmpty = () => world.runs.size === 0 && world.regions.size === 0 && timersPending() === 0;
  while (!isEmpty() && nowMs() < sinceMs + 30_000) jumpTo(nowMs() + 1);
  assert.equal([...world.runs.keys()], []);
  assert.equal([...world.regions.keys()], []);
  assert.is(timersPending(), 0);
  return nowMs() - sinceMs;
}

function paused({ state, atMs = 1000, act, limitMs: _, ...options }: Pause): Simulation {
  const simulation = simulate(options);
  simulation.desire({ a: wish() });
  simulation.jumpTo(atMs);
  act?.(simulation);
  simulation.jumpTo(simulation.nowMs());
  assert.is(leafOf(simulation.camera('a')!.getSnapshot().value), state);
  return simulation;
}

function assertStaysEmpty(simulation: Simulation): void {
  simulation.jumpTo(simulation.nowMs() + 60_000);
  assert.is(simulation.world.runs.size, 0);
  assert.equal(simulation.world.violations, []);
  assert.is(simulation.failure(), null);
}

const acts: Readonly<Record<string, (simulation: Simulation) => void>> = {
  removed: (simulation) => simulation.desire({}),
  disabled: (simulation) => simulation.desire({ a: wish({ disabledBy: 'request' }) }),
  'stopped with the keeper': ({ command }) => command({ type: 'keeper.stop', withinMs: 8000 }),
};

for (const [when, pause] of Object.entries(table)) {
  for (const [what, act] of Object.entries(acts)) {
    pauses(`${what} ${when}: gone at once, and for good`, () => {
      const simulation = paused(pause);
      act(simulation);
      const tookMs = emptyAfterMs(simulation);
      const { limitMs = 100 } = pause;
      assert.ok(tookMs <= limitMs, `${tookMs} ms`);
      assertStaysEmpty(simulation);
    });
  }
}

pauses('cameras in every pause: the keeper has a result of each', () => {
  const stuck = { gate: { width: 2, holdMs: 1000 } };
  const behave = (camera: string, role: Role) =>
    camera === 'dies' ? dies : camera === 'half' && role === 'capture' ? dies : {};
  const simulation = simulate({
    start: stuck,
    behave,
    refuse: (camera) => camera === 'refused',
  });
  const off = wish({ disabledBy: 'config' });
  const cameras = { well: wish(), dies: wish(), half: wish(), refused: wish(), off };
  simulation.desire(cameras);
  simulation.jumpTo(5000);
  simulation.command({ type: 'keeper.stop', withinMs: 8000 });
  simulation.jumpTo(15_000);
  const { status, output } = simulation.root.getSnapshot();
  assert.is(status, 'done');
  assert.equal(Object.keys(output!.cameras).sort(), Object.keys(cameras).sort());
  assert.equal(output!.abandoned, []);
  assert.equal([simulation.world.runs.size, simulation.world.regions.size], [0, 0]);
});

pauses.run();
