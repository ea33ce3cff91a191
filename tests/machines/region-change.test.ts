import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { regionBytes } from '../../config/region-shape.ts';
import { explainCamera } from '../../keeper/explain.ts';
import { observedGeneration } from '../../machines/camera-questions.ts';
import { type Simulation, simulate, wish } from '../support/simulation.ts';

const changes = suite('region change');

const small = wish({ width: 640 });
const sizeBytes = regionBytes(small.config);

/** One small camera runs, in memory for it and a half. */
function running(): Simulation & { readonly memory: { bytes: number } } {
  const memory = { bytes: 1.5 * sizeBytes };
  const simulation = simulate({ memoryBytes: () => memory.bytes });
  simulation.desire({ a: small });
  simulation.jumpTo(1000);
  return { ...simulation, memory };
}

const observed = ({ contextOf }: Simulation) => observedGeneration(contextOf('a'));
const times = { sinceMs: 0, armedMs: 0, phaseMs: { capture: 0, tracker: 0 }, guard: null };
const explained = ({ camera, contextOf }: Simulation) => {
  assert.equal(camera('a')!.getSnapshot().value, { running: 'healthy' });
  return explainCamera('running.healthy', contextOf('a'), times as never);
};

changes('a refused change is not observed, and says so until it is withdrawn', () => {
  const simulation = running();
  assert.is(observed(simulation), 1);
  simulation.desire({ a: wish() });
  simulation.jumpTo(2000);
  const { reason, next } = explained(simulation);
  assert.match(reason, /; change refused: needs 14 MiB, 9 MiB free \(limit memory.budget\)$/);
  assert.match(next!.action, /when there is room/);
  assert.is(observed(simulation), 1);
  simulation.desire({ a: wish({ url: 'b' }) });
  simulation.jumpTo(3000);
  assert.is(observed(simulation), 1, 'a part of it is in force, and not all');
  assert.is(simulation.contextOf('a').applied.config?.ffmpeg.inputs[0]?.path, 'b');
  simulation.desire({ a: small });
  simulation.jumpTo(4000);
  assert.is(observed(simulation), 4);
  assert.not.match(explained(simulation).reason, /refused/);
  assert.equal(simulation.world.budget.ledger().waiting.size, 0);
});

changes('it is observed once there is room', () => {
  const simulation = running();
  simulation.desire({ a: wish() });
  simulation.jumpTo(2000);
  simulation.memory.bytes = 2 * sizeBytes;
  simulation.jumpTo(20_000);
  assert.is(observed(simulation), 2);
  assert.is(simulation.contextOf('a').region?.width, 1280);
  assert.not.match(explained(simulation).reason, /refused/);
});

for (const [what, end] of Object.entries({
  'is disabled': ({ desire }: Simulation) => desire({ a: { ...wish(), disabledBy: 'request' } }),
  'is removed': ({ desire }: Simulation) => desire({}),
  'stops with the keeper': ({ command }: Simulation) =>
    command({ type: 'keeper.stop', withinMs: 8000 }),
})) {
  changes(`nothing is promised to a camera that ${what}, nor does it wait`, () => {
    for (const bytes of [1.5 * sizeBytes, 2 * sizeBytes]) {
      const simulation = running();
      simulation.memory.bytes = bytes;
      simulation.desire({ a: wish() });
      simulation.jumpTo(1010);
      end(simulation);
      simulation.jumpTo(9000);
      const { heldBytes, promisedBytes } = simulation.world.budget.figures();
      assert.equal([heldBytes, promisedBytes], [0, 0]);
      assert.equal(simulation.world.budget.ledger().waiting.size, 0);
      assert.equal(simulation.world.violations, []);
    }
  });
}

changes.run();
