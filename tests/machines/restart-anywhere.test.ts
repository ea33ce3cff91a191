import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Role } from '../../actors/contracts.ts';
import { type SimulationOptions, simulate } from '../support/simulation.ts';
import { wish } from '../support/wish.ts';

// `restart NAME` in every state that a camera can rest in: it does what it says, or nothing.

const restarts = suite('restart, anywhere');

type Row = {
  readonly state: string;
  readonly behave?: SimulationOptions['behave'];
  /** When that state is there. */
  readonly atMs: number;
  /** How many captures are started within the second that follows; without it none would be. */
  readonly starts: number;
};
const only = (role: Role, more: object) => (_: string, which: Role) => (which === role ? more : {});

const rows: readonly Row[] = [
  {
    state: 'starting.connecting',
    behave: only('capture', { readyMs: 8_000 }),
    atMs: 500,
    starts: 1,
  },
  {
    state: 'starting.backingOff',
    behave: only('capture', { readyMs: null, exitMs: 10 }),
    atMs: 60_000,
    starts: 2, // the one asked for, and one after the first pause again
  },
  { state: 'running.healthy', atMs: 2_000, starts: 1 },
  {
    state: 'running.degraded',
    behave: only('tracker', { readyMs: null, exitMs: 10 }),
    atMs: 60_000,
    starts: 1,
  },
  {
    state: 'starting.connecting', // it is being ended because it was not ready in time
    behave: only('capture', { readyMs: null, termMs: 2_000 }),
    atMs: 35_500,
    starts: 0,
  },
];

for (const { state, behave, atMs, starts } of rows) {
  restarts(`${state} at ${atMs} ms`, () => {
    const simulation = simulate({ ...(behave && { behave }) });
    simulation.desire({ a: wish() });
    simulation.jumpTo(atMs);
    const entered = simulation.story.filter((line) => line.includes(' camera:a '));
    assert.is(entered.at(-1)?.split(' camera:a ')[1], state);
    const before = simulation.story.length;
    simulation.command({ type: 'keeper.restart', camera: 'a', role: null });
    simulation.jumpTo(atMs + 1_000);
    const since = simulation.story.slice(before);
    assert.is(since.filter((line) => line.includes('spawn a/capture')).length, starts, `${since}`);
    assert.equal(simulation.world.violations, []);
  });
}

restarts('one that is being ended for a failure starts right after, without a pause', () => {
  const simulation = simulate({ behave: only('capture', { readyMs: null, termMs: 2_000 }) });
  simulation.desire({ a: wish() });
  simulation.jumpTo(35_500);
  simulation.command({ type: 'keeper.restart', camera: 'a', role: 'capture' });
  simulation.jumpTo(40_000);
  const timeOf = (what: string) =>
    simulation.story.filter((line) => line.includes(what)).map((line) => Number.parseInt(line, 10));
  const ended = timeOf('exit a/capture').at(-1)!;
  assert.ok(timeOf('spawn a/capture').at(-1)! - ended <= 1, simulation.story.join('\n'));
});

restarts('a camera that is off, or not there, stays so', () => {
  const simulation = simulate();
  simulation.desire({ a: wish({ disabledBy: 'request' }) });
  simulation.jumpTo(100);
  for (const camera of ['a', 'b'])
    simulation.command({ type: 'keeper.restart', camera, role: null });
  simulation.jumpTo(1_000);
  assert.not.ok(simulation.story.some((line) => line.includes('spawn')));
});

restarts.run();
