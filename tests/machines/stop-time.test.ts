import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type SimulationOptions, simulate, wish } from '../support/simulation.ts';

// How long a stop takes, counted in simulated time.

const stopTime = suite('stop time');

const withinMs = 8000;
const names = (count: number) => Array.from({ length: count }, (_, n) => `camera${n}`);

/** From the command to the last word of the keeper, with so many cameras that run. */
function stopMs(count: number, behave: SimulationOptions['behave'] = () => ({})): number {
  const start = { gate: { width: count, holdMs: 1000 } };
  const simulation = simulate({ start, behave, records: false });
  simulation.desire(Object.fromEntries(names(count).map((name) => [name, wish()])));
  simulation.jumpTo(10_000);
  assert.is(simulation.world.runs.size, 2 * count);
  simulation.command({ type: 'keeper.stop', withinMs });
  while (simulation.root.getSnapshot().status === 'active') {
    assert.ok(simulation.nowMs() < 10_000 + 2 * withinMs, 'it never ends');
    simulation.jumpTo(simulation.nowMs() + 1);
  }
  assert.equal(simulation.world.violations, []);
  assert.is(simulation.world.runs.size, 0);
  return simulation.nowMs() - 10_000;
}

stopTime('fifty cameras stop in the time of one, and none waits for an empty queue', () => {
  const one = stopMs(1);
  assert.ok(one < 100, `${one} ms: capture takes 50, the tracker 20`);
  assert.is(stopMs(50), one);
});

stopTime('ten that ignore SIGTERM take as long as one of them, within the deadline', () => {
  const deaf = (camera: string) =>
    Number(camera.replace('camera', '')) < 10 ? { termMs: null, finishMs: null } : {};
  const one = stopMs(1, deaf);
  assert.ok(one < withinMs);
  assert.is(stopMs(50, deaf), one);
});

stopTime.run();
