import type { CameraStatus } from '../../index.ts';
import { createKeeper, type Keeper, type KeeperOptions } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { identify, type ProcessIdentity } from '../support/processes.ts';

export type Source = { readonly path: string; readonly inputArgs?: string };

export const generated: Source = {
  path: 'testsrc2=size=320x240:rate=10',
  inputArgs: '-re -f lavfi',
};

/** A small camera in the file's own shape: 320x240 at 10 frames a second. */
export function camera({ path, inputArgs }: Source = generated, more: object = {}): object {
  const input = { path, roles: ['detect'], ...(inputArgs && { input_args: inputArgs }) };
  return { ffmpeg: { inputs: [input] }, detect: { width: 320, height: 240, fps: 10 }, ...more };
}

/** A started keeper with these cameras; what troubles it fails the test that disposes of it. */
export async function keeperWith(
  cameras: Record<string, object>,
  options: KeeperOptions = {},
): Promise<Keeper> {
  const keeper = createKeeper({ config: { cameras }, ...options });
  await keeper.start();
  return keeper;
}

export async function untilState(
  keeper: Keeper,
  name: string,
  state: string,
): Promise<CameraStatus> {
  const now = () => keeper.status().cameras[name];
  const seen = () => ({ status: now(), logs: keeper.logs(name) });
  await eventually(`${name} ${state}`, () => now()?.state === state, { withinMs: 20_000, seen });
  return now()!;
}

export const untilHealthy = (keeper: Keeper, name: string) =>
  untilState(keeper, name, 'running.healthy');

/** Every process of a camera, ffmpeg included. */
export function processesOf({ capture, tracker }: CameraStatus): ProcessIdentity[] {
  return [capture.pid!, capture.ffmpegPid!, tracker.pid!].map(identify);
}
