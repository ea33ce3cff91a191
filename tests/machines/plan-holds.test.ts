import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DesiredCamera } from '../../config/desired.ts';
import { type CameraPlan, planOf, planWords } from '../../config/plan.ts';
import { regionBytes } from '../../config/region-shape.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { type Simulation, simulate, wish } from '../support/simulation.ts';

// What a plan says of the memory is what happens.
const plans = suite('plans hold');

const MiB = 2 ** 20;
const names = ['a', 'b', 'c', 'd', 'e'];
type Cameras = Record<string, DesiredCamera>;

const desired = (cameras: Cameras) => ({ cameras: Object.entries(cameras) });

function someCameras(random: Seeded): Cameras {
  const some = names.filter(() => random.chance(0.7));
  const entries = some.map((name) => {
    const width = random.pick([320, 640, 1280, 1920])!;
    const disabledBy = random.chance(0.8) ? null : 'request';
    return [name, wish({ width, disabledBy, url: random.pick(['a', 'b'])! })] as const;
  });
  return Object.fromEntries(entries);
}

/** What there is of a camera: how wide its frames are, or that it is down. */
const widthOf = ({ world, contextOf }: Simulation, name: string): number =>
  world.regions.has(name) ? contextOf(name).region!.width : 0;

/** How wide its frames are to be by the plan. */
function plannedWidth(plan: CameraPlan, after: Cameras, widthBefore: number): number {
  const wished = after[plan.camera]?.config.detect.width ?? 0;
  if (plan.action === 'start') return wished;
  if (plan.action === 'restart' && plan.part === 'region') return wished;
  return plan.action === 'stop' ? 0 : widthBefore;
}

function checkPlan(seed: number): void {
  const random = seeded(seed);
  const limit = { bytes: (10 + random.below(60)) * MiB };
  const simulation = simulate({ memoryBytes: () => limit.bytes, records: false });
  let before: Cameras = {};
  for (let step = 1; step <= 4; step++) {
    const after = someCameras(random);
    const widths = names.map((name) => widthOf(simulation, name));
    const bytes = random.chance(0.5) ? limit.bytes : (10 + random.below(60)) * MiB;
    const { budget } = simulation.world;
    const plan = planOf(desired(before), desired(after), budget.ledger(bytes));
    limit.bytes = Math.min(limit.bytes, bytes);
    simulation.desire(after);
    simulation.jumpTo(simulation.nowMs());
    limit.bytes = bytes;
    budget.look();
    simulation.jumpTo(step * 9_000); // before somebody looks for room from outside
    for (const each of plan) {
      const width = widths[names.indexOf(each.camera)]!;
      const words = `seed ${seed}, step ${step}, ${each.camera}: ${planWords(each)}`;
      assert.is(widthOf(simulation, each.camera), plannedWidth(each, after, width), words);
    }
    assert.equal(simulation.world.violations, []);
    before = after;
  }
  simulation.root.stop();
}

plans('of 200 random changes in too little memory', () => {
  for (let seed = 1; seed <= 200; seed++) checkPlan(seed);
});

plans('a region is as large as it is planned to be', () => {
  assert.is(regionBytes(wish().config), 10 * 1280 * 720 * 1.5 + 2 * 4096 + 10 * 2048);
});

plans.run();
