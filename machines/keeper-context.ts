import type { ConfigFact, KeeperCommand, Reaped, ReaperFact } from '../actors/contracts.ts';
import type { DesiredCamera } from '../config/desired.ts';
import type { ErrorData } from '../config/errors.ts';
import type { ConfigProblem } from '../config/problems.ts';
import { find, type Table } from '../config/table.ts';
import { type CameraInput, type CameraResult, noResult } from './camera-context.ts';
import type { FleetFact } from './fleet.ts';
import type { GateFigures, GateGranted } from './gate-setup.ts';

/** The start-up state of a run: with it and the inputs, the run can be had again. */
export type KeeperInput = {
  readonly instance: string;
  readonly seed: number;
  /** Counted on over restarts of the program. */
  readonly generation: number;
  readonly stopCameraWithinMs: number;
  readonly gate: GateFigures;
};

/**
 * A camera as the keeper knows it: the newest wish, and whether its machine lives or is being
 * cleared away.
 */
export type CameraEntry = {
  readonly generation: number;
  readonly desired: DesiredCamera;
  readonly leaving: boolean;
  readonly machine: 'alive' | 'clearing';
  /** What broke the machine that is being cleared away. A newer wish or a restart forgives it. */
  readonly fault: ErrorData | null;
};

export type KeeperContext = KeeperInput & {
  readonly cameras: Table<CameraEntry>;
  readonly results: Readonly<Record<string, CameraResult>>;
  readonly rejected: readonly ConfigProblem[];
  /** Why the stream of configurations is not listened to right now. */
  readonly deafBecause: ErrorData | null;
  readonly withinMs: number;
  /** What the reaper found in the end. */
  readonly reaped: Reaped;
  /** The gate or the reaper broke: the keeper ends itself in order. */
  readonly fault: ErrorData | null;
};

/** How the keeper's stop went, camera by camera. */
export type KeeperOutput = {
  readonly cameras: Readonly<Record<string, CameraResult>>;
  /** Process groups that outlived even SIGKILL, named `camera/role pid`. */
  readonly abandoned: readonly string[];
  /** Why it stopped without being asked to. */
  readonly fault: ErrorData | null;
};

export type KeeperEvent =
  | ConfigFact
  | KeeperCommand
  | ReaperFact
  | GateGranted
  | { readonly type: 'deadline.keeper' }
  | FleetFact
  | ActorBroke;

/** XState's own words for a child that threw. */
export type ActorBroke = {
  readonly type: `xstate.error.actor.${string}`;
  readonly actorId: string;
  readonly error: unknown;
};

export const freshKeeper = (input: KeeperInput): KeeperContext => ({
  ...input,
  cameras: [],
  results: {},
  rejected: [],
  deafBecause: null,
  withinMs: 0,
  reaped: { killed: [], abandoned: [] },
  fault: null,
});

export const entryOf = (cameras: KeeperContext['cameras'], name: string): CameraEntry | null =>
  find(cameras, name);

export const cameraId = (name: string): string => `camera:${name}`;

/**
 * `camera:front` and `camera:front/capture` are both of camera `front`; anything else is of none.
 */
export const cameraOf = (path: string): string | null =>
  path.startsWith('camera:') ? path.slice('camera:'.length).split('/')[0]! : null;

export const cameraInput = (
  { seed, stopCameraWithinMs }: KeeperContext,
  name: string,
  fault: ErrorData | null,
): CameraInput => ({
  name,
  path: cameraId(name),
  seed,
  stopWithinMs: stopCameraWithinMs,
  fault,
});

/** The newest wish for a camera in its machine's words. */
export const configureEvent = ({ generation, desired, leaving }: CameraEntry) => ({
  type: 'camera.configure' as const,
  generation,
  config: leaving || desired.disabledBy !== null ? null : desired.config,
  disabledBy: desired.disabledBy,
  leaving,
});

/** The same entries, all of them on their way out under a new generation. */
export const allLeaving = ({ cameras, generation }: KeeperContext): KeeperContext['cameras'] =>
  cameras.map(([name, entry]) => [name, { ...entry, generation: generation + 1, leaving: true }]);

/** With what the reaper had to do behind a camera that did not leave in order. */
export function afterReaping(
  before: CameraResult,
  camera: string,
  { killed, abandoned }: Reaped,
): CameraResult {
  const place = `${camera}/`;
  const roles = killed.filter((one) => one.startsWith(place)).map((one) => one.slice(place.length));
  return {
    ...before,
    forced: [...new Set([...before.forced, ...roles])],
    abandoned: abandoned.filter((one) => one.startsWith(place)),
  };
}

/** Of a camera that did not get to leave, the reaper says what was left. */
export function outputOfKeeper(context: KeeperContext): KeeperOutput {
  const { cameras, results, reaped, fault } = context;
  const unfinished = cameras.map(([name]) => {
    const before = Object.hasOwn(results, name) ? results[name]! : noResult;
    return [name, afterReaping(before, name, reaped)] as const;
  });
  const all = { ...results, ...Object.fromEntries(unfinished) };
  const named = Object.values(all).flatMap((result) => result.abandoned);
  return { cameras: all, abandoned: [...new Set([...named, ...reaped.abandoned])], fault };
}

/** With what was still alive when the machines had ended. */
export function outputAfter({ cameras, ...output }: KeeperOutput, reaped: Reaped): KeeperOutput {
  const results = Object.entries(cameras).map(
    ([name, result]) => [name, afterReaping(result, name, reaped)] as const,
  );
  const abandoned = [...new Set([...output.abandoned, ...reaped.abandoned])];
  return { ...output, cameras: Object.fromEntries(results), abandoned };
}
