import type { CameraCommand, ConfigInput } from '../config/desired.ts';
import { wish } from '../tests/support/wish.ts';
import { type Figures, figure, percentile } from './figures.ts';
import { type SimulatedFleet, simulatedFleet } from './fleet/simulated-fleet.ts';

/**
 * What cameras cost the keeper itself: the real machines with scripted edges. Each command is
 * measured with everything that follows from it, until its camera is healthy or gone, beside all
 * the others.
 */
const sizes = [10, 1_000, 10_000];
/** So many commands of each kind are measured in a fleet of full size; few in one that is slow. */
const commandsCount = { few: 20, many: 100, manyUpTo: 1_000 };
const goals = { ms: 1, kilobytes: 50, ofSize: 1_000 };

export async function run(): Promise<Figures> {
  const figures: Record<string, Figures[string]> = {};
  for (const size of sizes) Object.assign(figures, measureFleet(size));
  return figures;
}

export function measureFleet(size: number): Figures {
  const before = heapKilobytes();
  const fleet = simulatedFleet();
  const grown = sum(spentMs(fleet, [fileOf(size)])) / size;
  checkHealthy(fleet, size);
  const kilobytes = (heapKilobytes() - before) / size;
  const { few, many, manyUpTo } = commandsCount;
  const newcomers = names(size, size <= manyUpTo ? many : few);
  const added = spentMs(fleet, newcomers.map(adding));
  const changed = spentMs(fleet, newcomers.map(changing));
  checkHealthy(fleet, size + newcomers.length);
  const removed = spentMs(fleet, newcomers.map(removing));
  checkHealthy(fleet, size);
  const withGoal = size === goals.ofSize;
  const spent = (each: readonly number[]) =>
    figure(percentile(each, 0.5), 'ms', {
      ...(withGoal && { goal: { atMost: goals.ms } }),
      note: `of CPU, median; ${(sum(each) / each.length).toFixed(2)} ms in the mean`,
    });
  return {
    [`${size}.grow`]: figure(grown, 'ms', { note: 'of CPU each, all in one file' }),
    [`${size}.add`]: spent(added),
    [`${size}.change`]: spent(changed),
    [`${size}.remove`]: spent(removed),
    [`${size}.memory`]: figure(kilobytes, 'KB', {
      ...(withGoal && { goal: { atMost: goals.kilobytes } }),
      note: 'of heap for each camera',
    }),
  };
}

const names = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `camera-${from + index}`);

function fileOf(size: number): ConfigInput {
  const cameras = names(0, size).map((name) => {
    return [name, wish({ url: `rtsp://${name}/a` }).config] as const;
  });
  return { type: 'file.loaded', config: { cameras: Object.fromEntries(cameras) } };
}

const adding = (camera: string): CameraCommand => {
  return { type: 'camera.add', camera, config: wish({ url: `rtsp://${camera}/a` }).config };
};
const changing = (camera: string): CameraCommand => {
  return { type: 'camera.add', camera, config: wish({ url: `rtsp://${camera}/b`, fps: 7 }).config };
};
const removing = (camera: string): CameraCommand => ({ type: 'camera.remove', camera });

/** CPU of each command, the clock would count the neighbours; the collector is in the mean. */
function spentMs(fleet: SimulatedFleet, commands: readonly ConfigInput[]): readonly number[] {
  return commands.map((command) => {
    const before = process.cpuUsage();
    fleet.wish(command);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
}

const sum = (some: readonly number[]) => some.reduce((one, other) => one + other, 0);

function checkHealthy(fleet: SimulatedFleet, count: number): void {
  const states = fleet.states();
  const healthy = states.filter((state) => state === 'running.healthy').length;
  if (states.length === count && healthy === count) return;
  throw new Error(`${healthy} of ${states.length} cameras are healthy, expected ${count}`);
}

/** Of what is reachable: `npm run bench` lets the collector be called. */
function heapKilobytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024;
}
