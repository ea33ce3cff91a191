import { copyFileSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { CameraStatus, Keeper, KeeperOptions } from '../../index.ts';
import { keeperWith, untilHealthy } from '../keeper/fleet.ts';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';

/** Where a scene is recorded: its name says nothing of whose machine this is. */
export type Stage = {
  readonly directory: string;
  /** Here the journal is to be at the end. */
  readonly journal: string;
};

export function setStage(): Stage {
  const directory = mkdtempSync('/tmp/camkeeper-journal-');
  return { directory, journal: join(directory, 'journal.jsonl') };
}

/** A program of the fixtures, at a place that says nothing. */
export function prop({ directory }: Stage, name: string): string {
  const path = join(directory, name);
  copyFileSync(fixture(name), path);
  return path;
}

export const keeperOn = (
  { directory, journal }: Stage,
  cameras: Record<string, object>,
  options: KeeperOptions = {},
): Promise<Keeper> =>
  keeperWith(cameras, {
    runtimeDirectory: join(directory, 'run'),
    journal: { file: journal },
    ...options,
  });

export type Victim = 'capture' | 'tracker' | 'ffmpeg' | 'recorder';

/** The signal, and the run after it. */
export async function strike(
  keeper: Keeper,
  name: string,
  [signal, victim]: readonly ['SIGKILL' | 'SIGSTOP', Victim],
): Promise<void> {
  const before = await untilHealthy(keeper, name);
  const role = victim === 'ffmpeg' ? 'capture' : victim;
  const { restarts } = before[role]!;
  process.kill(pidOf(before, victim), signal);
  const isAnother = () => keeper.status().cameras[name]![role]!.restarts > restarts;
  await eventually(`${signal} to ${victim} is answered`, isAnother, { withinMs: 60_000 });
  await untilHealthy(keeper, name);
}

/** By command: of one process, or of all. */
export async function restart(
  keeper: Keeper,
  name: string,
  role: 'capture' | 'tracker' | null,
): Promise<void> {
  const seen = role ?? 'capture';
  const pid = () => keeper.status().cameras[name]![seen].pid;
  const before = pid();
  keeper.restart(name, role);
  await eventually(`another ${seen}`, () => pid() !== before, { withinMs: 30_000 });
  await untilHealthy(keeper, name);
}

function pidOf({ capture, tracker, recorder }: CameraStatus, victim: Victim): number {
  const pids = {
    capture: capture.pid,
    ffmpeg: capture.ffmpegPid,
    tracker: tracker.pid,
    recorder: recorder?.pid ?? null,
  };
  return pids[victim]!;
}

/** As soon as it follows its newest wish, and is up or off as it was wished. */
export async function untilFollowed(keeper: Keeper, name: string): Promise<void> {
  const now = () => keeper.status().cameras[name];
  const isThere = () => {
    const { state, generation, observedGeneration } = now()!;
    return generation === observedGeneration && /healthy|disabled/.test(state);
  };
  await eventually(`${name} follows`, isThere, { withinMs: 30_000, seen: now });
}

/** How a run of it ended: of a camera that fails again and again. */
export function untilExit(
  keeper: Keeper,
  name: string,
  [role, cause]: readonly ['capture' | 'tracker', string],
): Promise<unknown> {
  const lastExit = () => keeper.status().cameras[name]?.[role].lastExit?.cause;
  const what = `${name} ${role} ${cause}`;
  return eventually(what, () => lastExit() === cause, { withinMs: 60_000, seen: lastExit });
}
