import type { MemoryFact, RegionData, Role } from '../actors/contracts.ts';
import type { CameraConfig } from '../config/camera-config.ts';
import type { ErrorData } from '../config/errors.ts';
import type { ProcessBroken, ProcessChanged, ProcessStopped } from './process-setup.ts';
import { seedFor } from './random.ts';
import type { RegionChange } from './region-change.ts';

/** What is desired of a camera. Without a config it is to be off, and `disabledBy` says by whom. */
export type DesiredCamera = {
  readonly generation: number;
  readonly config: CameraConfig | null;
  readonly disabledBy: 'config' | 'request' | null;
  readonly leaving: boolean;
};

export type CameraInput = {
  readonly name: string;
  readonly path: string;
  readonly seed: number;
  /** How long its stop may take, until its own configuration or a hurry says otherwise. */
  readonly stopWithinMs: number;
  /** Why the machine before this one broke; this one starts in `disabled.faulted`. */
  readonly fault: ErrorData | null;
};

/** How the stop of a camera went. */
export type CameraResult = {
  /** Frames that were queued when capture had ended and that the tracker still read. */
  readonly finished: number;
  /** Frames that were drained because nobody read them. */
  readonly discarded: number;
  /** Processes that had to be killed. */
  readonly forced: readonly string[];
  /** What was still there at the deadline. */
  readonly abandoned: readonly string[];
};

export type CameraOutput = CameraResult & {
  readonly name: string;
  /** The machine or a child of it broke: the reaper has to clear up behind it. */
  readonly fault: ErrorData | null;
};

export type CameraContext = CameraInput & {
  readonly desired: DesiredCamera;
  /** What the processes were told to run with. */
  readonly applied: { readonly generation: number; readonly config: CameraConfig | null };
  /** What the region was asked for, and under which generation. */
  readonly asked: { readonly generation: number; readonly config: CameraConfig | null };
  readonly region: RegionData | null;
  /** Another region that a wish needs, until all of a wish is in force. */
  readonly change: RegionChange | null;
  readonly revision: Readonly<Record<Role, number>>;
  readonly process: Readonly<Record<Role, ProcessChanged>>;
  /** Who has ended in this stop, also while capture was still stopping. */
  readonly done: readonly Role[];
  /** What the whole keeper's stop leaves it, in place of its own `timeouts.stop`. */
  readonly hurryWithinMs: number | null;
  /** The last deadline of this stop has passed: whoever is to leave is let go at once. */
  readonly overdue: boolean;
  readonly refusedGeneration: number | null;
  readonly result: CameraResult;
  readonly broken: boolean;
};

export type CameraEvent =
  | ({ readonly type: 'camera.configure' } & DesiredCamera)
  | { readonly type: 'camera.restart'; readonly role: Role | null }
  | { readonly type: 'camera.hurry'; readonly withinMs: number }
  | { readonly type: 'gate.granted'; readonly path: string }
  | { readonly type: keyof typeof deadlines }
  | MemoryFact
  | ProcessChanged
  | ProcessStopped
  | ProcessBroken;

/** The deadlines inside an orderly stop, each a timer of its own. */
export const deadlines = {
  'deadline.capture': 'capture is killed',
  'deadline.late': 'a tracker that has not read to the end is terminated',
  'deadline.tracker': 'the tracker and the recorder are killed',
  'deadline.giveUp': 'what is left is abandoned',
} as const;

export const roles: readonly Role[] = ['capture', 'tracker', 'recorder'];

/** Those whose starts are paced. */
export const gatedRoles: readonly Role[] = ['capture', 'recorder'];

/** Those that end beside capture in a stop; each answers. */
export const besideCapture: readonly Role[] = ['tracker', 'recorder'];

export const noResult: CameraResult = { finished: 0, discarded: 0, forced: [], abandoned: [] };

const neverStarted = (role: Role): ProcessChanged => ({
  type: 'process.changed',
  role,
  phase: 'off',
  revision: null,
  startedWith: null,
  acknowledged: null,
  exit: null,
  pid: null,
  readyAfterMs: null,
  recording: null,
  runs: 0,
  failures: 0,
  delayMs: 0,
});

export const freshCamera = (input: CameraInput): CameraContext => ({
  ...input,
  desired: { generation: 0, config: null, disabledBy: 'config', leaving: false },
  applied: { generation: 0, config: null },
  asked: { generation: 0, config: null },
  region: null,
  change: null,
  revision: { capture: 0, tracker: 0, recorder: 0 },
  process: {
    capture: neverStarted('capture'),
    tracker: neverStarted('tracker'),
    recorder: neverStarted('recorder'),
  },
  done: [],
  hurryWithinMs: null,
  overdue: false,
  refusedGeneration: null,
  result: noResult,
  broken: false,
});

export function processInput({ path: above, name, seed }: CameraContext, role: Role) {
  // joined, it is one flat string: the gate compares it with thousands, which is slow of a template
  const path = [above, role].join('/');
  const gated = gatedRoles.includes(role);
  return { path, camera: name, role, gated, random: seedFor(path, seed) };
}

export const outputOf = ({ name, result, fault, broken }: CameraContext): CameraOutput => ({
  name,
  ...result,
  fault: broken ? fault : null,
});
