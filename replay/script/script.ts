import type { EventObject } from 'xstate';
import type { ExitCause, MemoryCommand, Role } from '../../actors/contracts.ts';
import type { DesiredCamera } from '../../config/desired.ts';
import type { KeyPath } from '../../config/problems.ts';
import type { Beginning } from '../../keeper/replay.ts';
import type { KeeperInput } from '../../machines/keeper-context.ts';
import type { Behaviour } from '../world/world.ts';

/** A run of the machines by hand: what happens from outside, and the trace that it must leave. */
export type Script = {
  readonly world: WorldPart;
  readonly inputs: readonly TimedInput[];
  /** The trace that is looked at begins here, and ends there. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** null: only that nothing is treated wrongly. */
  readonly expected: readonly Expected[] | null;
  /** Everything comes from the inputs then, the world does nothing by itself. */
  readonly recorded: RecordedRun | null;
};

export type RecordedRun = Beginning & {
  /** How late each timer rings, by its number; the others are on time. */
  readonly lateMs: ReadonlyMap<number, number>;
};

/** How the world behaves; what is left out stays as it was. */
export type WorldPart = {
  readonly seed?: number;
  readonly gate?: KeeperInput['gate'];
  readonly stopWithinMs?: number;
  /** By `any`, `capture` or `front/capture`: the more specific wins. */
  readonly processes?: Readonly<Record<string, Partial<Behaviour>>>;
  readonly memory?: MemoryPart;
};

export type MemoryPart = {
  readonly roomBytes?: number;
  /** `front`, or `front 1920x1080`. */
  readonly refuses?: readonly string[];
  readonly ignores?: readonly MemoryCommand['type'][];
};

export type TimedInput = {
  readonly atMs: number;
  readonly input: ScriptInput;
  /** In the file, and as it is written there. */
  readonly path: KeyPath;
  readonly words: string;
};

export type ScriptInput =
  | { readonly type: 'cameras'; readonly cameras: Readonly<Record<string, DesiredCamera>> }
  | { readonly type: 'set'; readonly camera: string; readonly wish: DesiredCamera }
  | { readonly type: 'command'; readonly camera: string; readonly command: CameraWord }
  | { readonly type: 'restart'; readonly camera: string; readonly role: Role | null }
  | { readonly type: 'stop'; readonly withinMs: number }
  | ProcessInput
  | { readonly type: 'room'; readonly camera: string }
  | { readonly type: 'breaks'; readonly camera: string | null; readonly what: BreakWord }
  | { readonly type: 'world'; readonly world: WorldPart }
  | { readonly type: 'raw'; readonly to: string; readonly event: EventObject };

export type ProcessInput = {
  readonly type: 'process';
  readonly camera: string;
  readonly role: Role;
  readonly word: ProcessWord;
  readonly cause: ExitCause;
};

export const cameraWords = ['enable', 'disable', 'remove'] as const;
export type CameraWord = (typeof cameraWords)[number];

export const processWords = [
  'exits',
  'hangs',
  'stale',
  'records',
  'stops-recording',
  'wants-restart',
] as const;
export type ProcessWord = (typeof processWords)[number];

export const breakWords = ['camera', 'capture', 'tracker', 'gate', 'reaper', 'config'] as const;
export type BreakWord = (typeof breakWords)[number];

/** A line of the trace; `anything` stands for any lines or none. */
export type Expected =
  | { readonly anything: true; readonly path: KeyPath }
  | {
      readonly anything: false;
      /** null: whenever it is. */
      readonly atMs: number | null;
      readonly words: readonly string[];
      /** As it is written. */
      readonly text: string;
      readonly path: KeyPath;
    };

/** What happened, when: `front running.healthy`. */
export type TraceLine = { readonly atMs: number; readonly words: string };
