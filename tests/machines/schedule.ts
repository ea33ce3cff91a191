import * as assert from 'uvu/assert';
import { served } from '../../config/memory-line.ts';
import { regionBytes } from '../../config/region-shape.ts';
import { observedGeneration } from '../../machines/camera-questions.ts';
import { entryOf, type KeeperOutput } from '../../machines/keeper-context.ts';
import { storm } from '../support/chaos.ts';
import type { Simulation } from '../support/simulation.ts';

/** So many are stopped in the midst of the storm. */
const hastyShare = 0.3;

/** Runs the schedule of a seed to its end. Returns what was wrong, and how to have it again. */
export function runSchedule(seed: number): string | null {
  const { simulation, random, wanted, recorded, desired, at, becalm, enrich } = storm(seed, {
    records: false,
  });
  try {
    const isHasty = random.chance(hastyShare);
    if (!isHasty) {
      becalm();
      simulation.jumpTo(at + 60_000);
      forgiveAll(simulation);
      simulation.jumpTo(at + 90_000);
      assertFair(simulation, wanted);
      enrich();
      simulation.jumpTo(at + 120_000);
      assertConverged(simulation, wanted, recorded);
    }
    const known = desired.filter((name) => isKept(simulation, name));
    if (!isHasty) assert.equal(known, desired); // else it may have been deaf to the last wish
    simulation.command({ type: 'keeper.stop', withinMs: 8000 });
    simulation.jumpTo(at + 140_000);
    assertNothingLeft(simulation, known);
    return null;
  } catch (error) {
    const last = simulation.story.slice(-30).join('\n');
    return `CHAOS_SEED=${seed}: ${(error as Error).message}\n${last}`;
  }
}

/** Cameras whose machine broke or whose memory was refused rest until somebody asks for them. */
function forgiveAll(simulation: Simulation): void {
  for (const [camera] of simulation.root.getSnapshot().context.cameras) {
    simulation.command({ type: 'keeper.restart', camera, role: null });
  }
}

function isKept({ root }: Simulation, camera: string): boolean {
  return entryOf(root.getSnapshot().context.cameras, camera)?.leaving === false;
}

/** With what memory there is: whoever waits has no room, and everybody else has what it wants. */
function assertFair(simulation: Simulation, wanted: readonly string[]): void {
  const { world } = simulation;
  assertClean(simulation);
  const { waiting, held, freeBytes } = world.budget.ledger();
  const line = [...waiting].map(([camera, bytes]) => {
    assert.is(bytes, regionBytes(simulation.contextOf(camera).desired.config!), 'its newest wish');
    return { camera, netBytes: bytes - (held.get(camera) ?? 0) };
  });
  assert.equal(served(line, { freeBytes, comingBytes: 0 }), [], 'wait, though there is room');
  for (const name of wanted) {
    const context = simulation.contextOf(name);
    const isUp = ['capture', 'tracker'].every((role) => world.runs.has(`${name}/${role}`));
    assert.is(isUp, world.regions.has(name), `${name} is up or has no region`);
    const isWhole = observedGeneration(context) === context.desired.generation;
    if (waiting.has(name)) assert.not(isWhole && isUp, `${name} has what it waits for`);
    else assert.ok(isWhole && isUp, `${name} neither waits nor has what it wants`);
  }
}

function assertConverged(
  simulation: Simulation,
  wanted: readonly string[],
  recorded: readonly string[],
): void {
  const { world, root } = simulation;
  assertClean(simulation);
  const running = [...world.runs.keys()].sort();
  const all = wanted.flatMap((name) => [`${name}/capture`, `${name}/tracker`]);
  assert.equal(running, [...all, ...recorded.map((name) => `${name}/recorder`)].sort());
  assert.equal([...world.regions.keys()].sort(), wanted);
  for (const [name] of root.getSnapshot().context.cameras) {
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
  const { heldBytes, promisedBytes } = world.budget.figures();
  assert.equal([heldBytes, promisedBytes, world.budget.ledger().waiting.size], [0, 0, 0], 'budget');
  const result = output as KeeperOutput;
  for (const name of cameras) assert.ok(result.cameras[name], `result of ${name}`);
  for (const name of result.abandoned) assert.ok(world.abandoned.includes(name), name);
}

function assertClean(simulation: Simulation): void {
  assert.equal(simulation.world.violations, []);
  assert.is(simulation.failure(), null);
}
