import type { Keeper } from '../../index.ts';

/** What is done to the cameras, at random and counted. */
export type Churn = {
  readonly counts: Readonly<Record<string, number>>;
  readonly step: () => void;
};

type Act = (keeper: Keeper, camera: string, fresh: string) => void;

/** `camera` is one that stays, `fresh` one that comes and goes. */
const acts: Readonly<Record<string, Act>> = {
  add: (keeper, _, fresh) => keeper.add(fresh, section()),
  remove: (keeper) => {
    const guests = Object.keys(keeper.status().cameras).filter((name) => name.startsWith('guest'));
    for (const guest of guests) ignoring(['CAMERA_UNKNOWN'], () => keeper.remove(guest));
  },
  change: (keeper, camera) => keeper.add(camera, section(160 + 16 * Math.floor(Math.random() * 4))),
  disable: (keeper, camera) => keeper.disable(camera),
  enable: (keeper, camera) => keeper.enable(camera),
  restart: (keeper, camera) => ignoring(['CAMERA_DISABLED'], () => keeper.restart(camera)),
  killCapture: (keeper, camera) => signal(keeper.status().cameras[camera]?.capture.pid, 'SIGKILL'),
  killFfmpeg: (keeper, camera) =>
    signal(keeper.status().cameras[camera]?.capture.ffmpegPid, 'SIGKILL'),
  killTracker: (keeper, camera) => signal(keeper.status().cameras[camera]?.tracker.pid, 'SIGKILL'),
  stopFfmpeg: (keeper, camera) =>
    signal(keeper.status().cameras[camera]?.capture.ffmpegPid, 'SIGSTOP'),
};

export function churn(keeper: Keeper, cameras: readonly string[]): Churn {
  const counts: Record<string, number> = {};
  let guests = 0;
  return {
    counts,
    step: () => {
      const name = oneOf(Object.keys(acts));
      counts[name] = (counts[name] ?? 0) + 1;
      acts[name]!(keeper, oneOf(cameras), `guest-${++guests}`);
    },
  };
}

/** A small real camera: generated video. */
export function section(width = 160): object {
  const path = `testsrc2=size=${width}x120:rate=5`;
  return {
    ffmpeg: { inputs: [{ path, input_args: '-re -f lavfi', roles: ['detect'] }] },
    detect: { width, height: 120, fps: 5 },
  };
}

function signal(pid: number | null | undefined, name: NodeJS.Signals): void {
  if (!pid) return;
  try {
    process.kill(pid, name);
  } catch {
    // it has ended meanwhile
  }
}

/** It may be on its way out already, or disabled. */
function ignoring(codes: readonly string[], act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!codes.includes((error as { code?: string }).code ?? '')) throw error;
  }
}

const oneOf = <Value>(values: readonly Value[]): Value =>
  values[Math.floor(Math.random() * values.length)]!;
