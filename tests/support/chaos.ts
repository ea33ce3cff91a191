import type { Role } from '../../actors/contracts.ts';
import type { Journal } from '../../actors/journal/journal.ts';
import type { DesiredCamera } from '../../config/desired.ts';
import { recordedBy } from '../../config/recording.ts';
import { poison } from './poison.ts';
import { type Seeded, seeded } from './seeded.ts';
import { type Simulation, simulate } from './simulation.ts';
import { wish } from './wish.ts';
import type { Behaviour } from './world.ts';

const names = ['front', 'front_door', 'yard'];
/** Most faults show in few steps: many short schedules find more than few long ones. */
const longShare = 0.2;

export type ChaosOptions = {
  readonly lateMs?: (random: Seeded) => () => number;
  readonly records?: boolean;
  readonly journal?: Journal;
  /** Whether actors and charts throw, too: that does not come through the door. */
  readonly throwing?: boolean;
};

/** A random schedule of the seed, run until the storm is over. The world behaves from then on. */
export function storm(seed: number, options: ChaosOptions = {}) {
  const random = seeded(seed);
  let calm = false;
  const { memoryBytes, enrich } = memoryOf(seed);
  const { lateMs, throwing = true, ...others } = options;
  const simulation = simulate({
    behave: () => (calm ? {} : { ...misbehaviour(random), ...(!throwing && { throws: false }) }),
    memoryBytes,
    refuse: () => !calm && random.chance(0.1),
    start: { gate: { width: 1 + random.below(2), holdMs: 1000 } },
    ...others,
    ...(lateMs && { lateMs: lateMs(random) }),
  });
  let cameras: Record<string, DesiredCamera> = {};
  let at = 1;
  const steps = random.chance(longShare) ? 5 + random.below(20) : 2 + random.below(6);
  for (let step = 0; step < steps; step++) {
    at += pauseMs(random);
    simulation.jumpTo(at);
    const what = random.next();
    if (what < 0.55) {
      cameras = someCameras(random);
      simulation.desire(cameras);
    } else disturb(simulation, { random, what: throwing ? what : what % 0.95 });
  }
  return {
    simulation,
    random,
    ...wishesOf(cameras),
    at,
    enrich,
    becalm: () => {
      calm = true;
      const { runs } = simulation.world;
      for (const run of [...runs.values()]) if (!run.killable) run.exit('crashed');
    },
  };
}

/** Mostly so short that one thing gets in the way of another; seldom longer than all deadlines. */
function pauseMs(random: Seeded): number {
  if (random.chance(0.4)) return 0;
  return random.chance(0.05) ? 10_000 : random.below(700);
}

function wishesOf(cameras: Readonly<Record<string, DesiredCamera>>) {
  const desired = Object.keys(cameras).sort();
  const wanted = desired.filter((name) => cameras[name]!.disabledBy === null);
  return {
    desired,
    /** Cameras that are desired to run at the end. */
    wanted,
    /** Those of them that have a recorder. */
    recorded: wanted.filter((name) => recordedBy(cameras[name]!.config) === 'recorder'),
  };
}

/**
 * In every other schedule too little for all three cameras, until they are made rich. Its own dice
 * leave everything else as it is.
 */
function memoryOf(seed: number) {
  const random = seeded(seed + 1_000_000);
  const endless = Number.POSITIVE_INFINITY;
  let bytes = random.chance(0.5) ? (5 + random.below(40)) * 2 ** 20 : endless;
  const enrich = () => {
    bytes = endless;
  };
  return { memoryBytes: () => bytes, enrich };
}

function someCameras(random: Seeded): Record<string, DesiredCamera> {
  const some = names.filter(() => random.chance(0.7));
  const entries = some.map((name) => {
    const disabledBy = random.chance(0.8) ? null : random.chance(0.5) ? 'config' : 'request';
    const width = random.chance(0.5) ? 640 : 1280;
    const url = random.chance(0.5) ? 'rtsp://a' : 'rtsp://b';
    const record = random.pick(['apart', 'shared', null] as const) ?? null;
    return [name, wish({ width, url, record, detect: random.chance(0.8), disabledBy })] as const;
  });
  return Object.fromEntries(entries);
}

function misbehaviour(random: Seeded): Partial<Behaviour> {
  const what = random.next();
  if (what < 0.1) return { readyMs: null, exitMs: 30 + random.below(500) };
  if (what < 0.2) return { termMs: null, finishMs: null };
  if (what < 0.25) return { readyMs: null };
  if (what < 0.27) return { readyMs: null, exitMs: 5, exitCause: 'ring-unusable' };
  if (what < 0.28) return { throws: true };
  if (what < 0.29) return { killMs: null, termMs: null, finishMs: null };
  return { readyMs: random.below(200), termMs: random.below(300), finishMs: random.below(100) };
}

/** Something happens to one of the processes, or somebody asks for a restart. */
function disturb(simulation: Simulation, { random, what }: { random: Seeded; what: number }): void {
  const key = random.pick([...simulation.world.runs.keys()]);
  if (!key) return;
  const [camera, role] = key.split('/') as [string, Role];
  const run = simulation.world.runs.get(key)!;
  if (what < 0.75) run.exit(random.chance(0.2) ? 'ring-unusable' : 'crashed');
  else if (what < 0.8) run.hang();
  else if (what < 0.85) run.stale();
  else if (what < 0.95) {
    const which = random.chance(0.5) ? role : null;
    simulation.command({ type: 'keeper.restart', camera, role: which });
  } else if (what < 0.97) simulation.camera(camera)?.send(poison('process.changed', 'role'));
  else if (what < 0.98) simulation.failConfig(new Error('the file system is gone'));
}
