import type { ConfigFact, KeeperCommand, ReaperFact } from '../actors/contracts.ts';
import type { DesiredCamera } from '../config/desired.ts';
import type { ErrorData } from '../config/errors.ts';
import type { ConfigProblem } from '../config/problems.ts';
import type { CameraInput, CameraOutput, CameraResult } from './camera-context.ts';
import type { GateGranted } from './gate.ts';

/** The start-up state of a run: with it and the inputs, the run can be had again. */
export type KeeperInput = {
  readonly instance: string;
  readonly seed: number;
  /** Counted on over restarts of the program. */
  readonly generation: number;
  readonly stopCameraWithinMs: number;
  readonly gate: { readonly width: number; readonly holdMs: number };
};

/** A camera as the keeper knows it: the newest wish, and whether its machine lives or is being cleared away. */
export type CameraEntry = {
  readonly generation: number;
  readonly desired: DesiredCamera;
  readonly leaving: boolean;
  readonly machine: 'alive' | 'clearing';
  /** What broke the machine that is being cleared away. */
  readonly fault: ErrorData | null;
};

export type KeeperContext = KeeperInput & {
  readonly cameras: Readonly<Record<string, CameraEntry>>;
  readonly results: Readonly<Record<string, CameraResult>>;
  readonly rejected: readonly ConfigProblem[];
  readonly withinMs: number;
  readonly abandoned: readonly string[];
};

/** How the keeper's stop went, camera by camera. */
export type KeeperOutput = {
  readonly cameras: Readonly<Record<string, CameraResult>>;
  /** Process groups that outlived even SIGKILL, named `camera/role pid`. */
  readonly abandoned: readonly string[];
};

export type KeeperEvent =
  | ConfigFact
  | KeeperCommand
  | ReaperFact
  | GateGranted
  | { readonly type: 'deadline.keeper' }
  | CameraEnded
  | ActorBroke;

/** XState's own words for a child that ended and for one that threw. */
export type CameraEnded = {
  readonly type: `xstate.done.actor.camera:${string}`;
  readonly actorId: string;
  readonly output: CameraOutput;
};
export type ActorBroke = {
  readonly type: `xstate.error.actor.${string}`;
  readonly actorId: string;
  readonly error: unknown;
};

export const freshKeeper = (input: KeeperInput): KeeperContext => ({
  ...input,
  cameras: {},
  results: {},
  rejected: [],
  withinMs: 0,
  abandoned: [],
});

export const cameraId = (name: string): string => `camera:${name}`;

/** `camera:front` and `camera:front/capture` are both of camera `front`; anything else is of none. */
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
  Object.fromEntries(
    Object.entries(cameras).map(([name, entry]) => [
      name,
      { ...entry, generation: generation + 1, leaving: true },
    ]),
  );

export const outputOfKeeper = ({ results, abandoned }: KeeperContext): KeeperOutput => ({
  cameras: results,
  abandoned,
});
