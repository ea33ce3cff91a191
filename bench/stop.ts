import { setTimeout as delay } from 'node:timers/promises';
import { captureRun } from '../actors/capture/run.ts';
import type { Run, RunContext } from '../actors/process/run-actor.ts';
import { trackerRun } from '../actors/tracker/run.ts';
import { createKeeper, type Keeper } from '../index.ts';
import { fixture } from '../tests/support/paths.ts';
import { type Figures, figure } from './figures.ts';

/**
 * The orderly stop of fifty real cameras with small pictures, ten of which have hung in ways that
 * ignore SIGTERM.
 */
const cameras = { count: 50, width: 160, height: 120, fps: 2, comeUpWithinMs: 150_000 };
const goal = { atMost: 5 };

/** What is wrong with the first ten; nothing with the others. */
const faults = [
  ...times(3, 'ffmpeg ignores'),
  ...times(3, 'capture ignores'),
  ...times(2, 'tracker ignores'),
  'ffmpeg is stopped',
  'tracker is stopped',
] as const;
type Fault = 'ffmpeg ignores' | 'capture ignores' | 'tracker ignores';

export async function run(): Promise<Figures> {
  const keeper = createKeeper({
    config: { cameras: fiftyCameras() },
    processes: { capture: captureOrDeaf, tracker: trackerOrDeaf },
  });
  try {
    await keeper.start();
    await untilAllHealthy(keeper);
    stopSome(keeper);
    const startedMs = performance.now();
    const { cameras: results, abandoned } = await keeper.stop();
    const seconds = (performance.now() - startedMs) / 1000;
    const forced = Object.values(results).flatMap((result) => result.forced);
    const count = (role: string) => forced.filter((name) => name.includes(role)).length;
    const note =
      `${cameras.count} cameras, ${faults.length} hung; killed: ${count('capture')} captures, ` +
      `${count('tracker')} trackers; ${abandoned.length} abandoned`;
    return { hung: figure(seconds, 's', { goal, note }) };
  } finally {
    await keeper.stop();
  }
}

function fiftyCameras(): Record<string, object> {
  const { count, width, height, fps } = cameras;
  const path = `testsrc2=size=${width}x${height}:rate=${fps}`;
  const inputs = [{ path, input_args: '-re -f lavfi', roles: ['detect'] }];
  const entries = Array.from({ length: count }, (_, index) => {
    const deaf = faults[index] === 'ffmpeg ignores';
    const ffmpeg = deaf ? { path: fixture('ffmpeg-ignores-term.sh'), inputs } : { inputs };
    return [`camera-${index}`, { ffmpeg, detect: { width, height, fps } }] as const;
  });
  return Object.fromEntries(entries);
}

/** A wrapper that leads the group and does not hand the signal on. */
async function captureOrDeaf(context: RunContext): Promise<Run> {
  const run = await captureRun(context);
  if (!has(context, 'capture ignores')) return run;
  return { ...run, argv: ['/bin/sh', '-c', 'trap "" TERM; "$@"; :', 'sh', ...run.argv] };
}

/** One that takes over its queue, and then neither reads nor ends. */
function trackerOrDeaf(context: RunContext): Run {
  const run = trackerRun(context);
  if (!has(context, 'tracker ignores')) return run;
  const { generation } = context.input.want;
  setImmediate(() => {
    context.report({ type: 'process.acknowledged', generation });
    context.report({ type: 'process.ready', afterMs: 0 });
  });
  return { ...run, argv: [process.execPath, fixture('attaches-only.mjs')] };
}

const has = ({ input }: RunContext, fault: Fault) =>
  faults[Number(input.camera.replace('camera-', ''))] === fault;

async function untilAllHealthy(keeper: Keeper): Promise<void> {
  const deadline = performance.now() + cameras.comeUpWithinMs;
  const late = () =>
    Object.values(keeper.status().cameras).filter(({ state }) => state !== 'running.healthy');
  while (late().length > 0) {
    if (performance.now() > deadline) throw new Error(`do not come up: ${late()[0]!.reason}`);
    await delay(50);
  }
}

function stopSome(keeper: Keeper): void {
  const statuses = keeper.status().cameras;
  faults.forEach((fault, index) => {
    const { capture, tracker } = statuses[`camera-${index}`]!;
    if (fault === 'ffmpeg is stopped') process.kill(capture.ffmpegPid!, 'SIGSTOP');
    if (fault === 'tracker is stopped') process.kill(tracker.pid!, 'SIGSTOP');
  });
}

function times<Value extends string>(count: number, value: Value): readonly Value[] {
  return Array.from({ length: count }, () => value);
}
