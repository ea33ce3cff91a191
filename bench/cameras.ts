import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createKeeper, type Keeper, type KeeperStatus } from '../index.ts';
import { realCameras, untilAllHealthy } from './cameras/real-cameras.ts';
import { type Figures, figure, percentile } from './figures.ts';
import { cpuSeconds } from './process/cpu.ts';

/**
 * Eight real cameras at 720p and 5 frames a second, from real ffmpeg: what each costs besides
 * ffmpeg and its frames, how fast a frame reaches the tracker's code, and how fast all of it stops.
 */
const cameras = { count: 8, settleMs: 3_000, measureMs: 20_000 };

export async function run(): Promise<Figures> {
  const keeper = createKeeper({ config: { cameras: realCameras(cameras.count) } });
  const waitsUs: number[] = [];
  try {
    await keeper.start();
    await untilAllHealthy(keeper);
    await delay(cameras.settleMs);
    const quiet = await measureCpu(keeper);
    const memory = measureMemory(keeper.status());
    const listener = keeper.results$.subscribe(({ waitedUs }) => waitsUs.push(waitedUs));
    const watched = await measureCpu(keeper);
    listener.unsubscribe();
    return {
      ...cpuFigures(quiet, watched),
      ...memory,
      ...waitFigures(waitsUs),
      ...(await stop(keeper)),
    };
  } finally {
    await keeper.stop();
  }
}

type Cpu = { readonly capture: number; readonly tracker: number; readonly keeper: number };

/** Seconds of CPU per camera and minute. The keeper's share includes this program's few lines. */
async function measureCpu(keeper: Keeper): Promise<Cpu> {
  const pids = (role: 'capture' | 'tracker') =>
    Object.values(keeper.status().cameras).map((camera) => camera[role].pid!);
  const sum = (role: 'capture' | 'tracker') =>
    pids(role).reduce((total, pid) => total + cpuSeconds(pid), 0);
  const read = () => ({
    capture: sum('capture'),
    tracker: sum('tracker'),
    keeper: cpuSeconds(process.pid),
  });
  const before = read();
  await delay(cameras.measureMs);
  const after = read();
  const share = 60_000 / cameras.measureMs / cameras.count;
  return {
    capture: (after.capture - before.capture) * share,
    tracker: (after.tracker - before.tracker) * share,
    keeper: (after.keeper - before.keeper) * share,
  };
}

function cpuFigures(quiet: Cpu, watched: Cpu): Figures {
  return {
    'cpu.captureAndTracker': figure(quiet.capture + quiet.tracker, 's/min', {
      goal: { atMost: 0.25 },
    }),
    'cpu.capture': figure(quiet.capture, 's/min'),
    'cpu.tracker': figure(quiet.tracker, 's/min'),
    'cpu.keeper': figure(quiet.keeper, 's/min', { goal: { atMost: 0.02 } }),
    'cpu.keeperWithListener': figure(watched.keeper, 's/min', {
      note: 'every result of every frame delivered to a subscriber in the program',
    }),
  };
}

/** Pss_Anon and Pss_File: what a process adds, without the frames. */
function pssMb(pid: number): number {
  const lines = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(
    /^Pss_(?:Anon|File):\s+(\d+) kB$/gm,
  );
  return [...lines].reduce((total, [, kilobytes]) => total + Number(kilobytes) / 1024, 0);
}

function measureMemory(status: KeeperStatus): Figures {
  const each = Object.values(status.cameras).map(
    ({ capture, tracker }) => [pssMb(capture.pid!), pssMb(tracker.pid!)] as const,
  );
  const median = (values: readonly number[]) => percentile(values, 0.5);
  return {
    'memory.perCamera': figure(median(each.map(([one, other]) => one + other)), 'MB', {
      goal: { atMost: 20 },
    }),
    'memory.capture': figure(median(each.map(([capture]) => capture)), 'MB'),
    'memory.tracker': figure(median(each.map(([, tracker]) => tracker)), 'MB'),
    'memory.keeper': figure(pssMb(process.pid), 'MB', { note: 'once' }),
  };
}

function waitFigures(waitsUs: readonly number[]): Figures {
  return {
    'handover.p50': figure(percentile(waitsUs, 0.5), 'µs', { goal: { atMost: 80 } }),
    'handover.p99': figure(percentile(waitsUs, 0.99), 'µs', {
      goal: { atMost: 500 },
      note: `push by capture to the tracker's code, ${waitsUs.length} frames of real ffmpeg`,
    }),
  };
}

async function stop(keeper: Keeper): Promise<Figures> {
  const startedMs = performance.now();
  const { cameras: results } = await keeper.stop();
  const seconds = (performance.now() - startedMs) / 1000;
  const forced = Object.values(results).flatMap((result) => result.forced).length;
  return {
    'stop.all': figure(seconds, 's', { goal: { atMost: 0.5 }, note: `${forced} killed` }),
  };
}
