import type { World } from '../../replay/world/world.ts';

export type ChatterOptions = {
  readonly world: World;
  readonly cameras: readonly string[];
  /** Of all together: each event of a process is one for its camera as well. */
  readonly eventsPerSecond: number;
};

const everyMs = 5;
/** What could not be said in so long is not said any more. */
const behindMaxMs = 200;
const eventsOfOne = 2;

/**
 * Lets recordings come and go, of cameras drawn at random: the process hears of it and tells its
 * camera, which enters another state. The reason is stamped with the time.
 */
export function chatter({ world, cameras, eventsPerSecond }: ChatterOptions): () => void {
  const perMs = eventsPerSecond / eventsOfOne / 1000;
  let saidUntilMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    saidUntilMs = Math.max(saidUntilMs, nowMs - behindMaxMs);
    for (; saidUntilMs < nowMs; saidUntilMs += 1 / perMs) {
      turn(world, cameras[Math.floor(Math.random() * cameras.length)]!);
    }
  }, everyMs);
  return () => clearInterval(timer);
}

const isUp = new WeakMap<object, boolean>();

function turn({ runs }: World, camera: string): void {
  const run = runs.get(`${camera}/capture`);
  if (!run) return;
  const up = !(isUp.get(run) ?? true);
  isUp.set(run, up);
  const fault = up ? null : `stamp ${Date.now()}`;
  run.report({ type: 'process.recording', isUp: up, fault });
}
