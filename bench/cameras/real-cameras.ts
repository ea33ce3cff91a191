import { setTimeout as delay } from 'node:timers/promises';
import type { Keeper } from '../../index.ts';

const size = { width: 1280, height: 720 };
const comeUpWithinMs = 30_000;

/** Real ffmpeg that makes its own video. */
export function realCamera({ fps }: { readonly fps: number }): object {
  const { width, height } = size;
  const path = `testsrc2=size=${width}x${height}:rate=${fps}`;
  return {
    ffmpeg: { inputs: [{ path, input_args: '-re -f lavfi', roles: ['detect'] }] },
    detect: { ...size, fps },
  };
}

/** `camera-0` …, at 720p and 5 frames a second. */
export function realCameras(count: number): Record<string, object> {
  const names = Array.from({ length: count }, (_, index) => `camera-${index}`);
  return Object.fromEntries(names.map((name) => [name, realCamera({ fps: 5 })]));
}

export async function untilAllHealthy(keeper: Keeper): Promise<void> {
  const deadline = performance.now() + comeUpWithinMs;
  const states = () => Object.values(keeper.status().cameras).map(({ state }) => state);
  while (!states().every((state) => state === 'running.healthy')) {
    if (performance.now() > deadline) throw new Error(`cameras do not come up: ${states()}`);
    await delay(20);
  }
}
