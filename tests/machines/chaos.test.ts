import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { observedGeneration } from '../../machines/camera-questions.ts';
import type { KeeperOutput } from '../../machines/keeper-context.ts';
import { storm } from '../support/chaos.ts';
import type { Simulation } from '../support/simulation.ts';

const chaos = suite('chaos');

/** `CHAOS_SEED=17` runs one schedule, `CHAOS_SCHEDULES=20000` more of them. */
const only = Number(process.env.CHAOS_SEED ?? 0);
const count = Number(process.env.CHAOS_SCHEDULES ?? 1000);
const seeds = only > 0 ? [only] : Array.from({ length: count }, (_, index) => index + 1);

chaos(`${seeds.length} random schedules end as they should`, () => {
  const failed = seeds.map(runSchedule).filter((failure) => failure !== null);
  assert.is(failed.slice(0, 3).join('\n\n'), '', `${failed.length} of ${seeds.length} schedules`);
});

function runSchedule(seed: number): string | null {
  const { simulation, random, wanted, desired, at, becalm } = storm(seed, { records: false });
  try {
    becalm();
    simulation.jumpTo(at + 60_000);
    forgiveAll(simulation);
    simulation.jumpTo(at + 120_000);
    assertConverged(simulation, wanted);
    becalm(random.chance(0.5));
    simulation.command({ type: 'keeper.stop', withinMs: 8000 });
    simulation.jumpTo(at + 140_000);
    assertNothingLeft(simulation, desired);
    return null;
  } catch (error) {
    const last = simulation.story.slice(-30).join('\n');
    return `CHAOS_SEED=${seed}: ${(error as Error).message}\n${last}`;
  }
}

/** Cameras whose machine broke or whose memory was refused rest until somebody asks for them. */
function forgiveAll(simulation: Simulation): void {
  for (const camera of Object.keys(simulation.root.getSnapshot().context.cameras)) {
    simulation.command({ type: 'keeper.restart', camera, role: null });
  }
}

function assertConverged(simulation: Simulation, wanted: readonly string[]): void {
  const { world, root } = simulation;
  assertClean(simulation);
  const running = [...world.runs.keys()].sort();
  assert.equal(running, wanted.flatMap((name) => [`${name}/capture`, `${name}/tracker`]).sort());
  assert.equal([...world.regions.keys()].sort(), wanted);
  for (const name of Object.keys(root.getSnapshot().context.cameras)) {
    const context = simulation.contextOf(name);
    assert.is(observedGeneration(context), context.desired.generation, `generation of ${name}`);
  }
}

function assertNothingLeft(simulation: Simulation, cameras: readonly string[]): void {
  const { world, root } = simulation;
  assertClean(simulation);
  const { status, output } = root.getSnapshot();
  assert.is(status, 'done');
  assert.equal([...world.runs.keys()], []);
  assert.equal([...world.regions.keys()], []);
  assert.is(simulation.timersPending(), 0, 'timers');
  const result = output as KeeperOutput;
  for (const name of cameras) assert.ok(result.cameras[name], `result of ${name}`);
  for (const name of result.abandoned) assert.ok(world.abandoned.includes(name), name);
}

function assertClean(simulation: Simulation): void {
  assert.equal(simulation.world.violations, []);
  assert.is(simulation.failure(), null);
}

chaos.run();
