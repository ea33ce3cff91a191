import { isDeepStrictEqual } from 'node:util';
import type { CameraConfig, GateConfig, KeeperConfig, MemoryConfig } from './camera-config.ts';
import { type Commands, changeCommands, followFile, noCommands, uncover } from './commands.ts';
import { diffCameras } from './diff.ts';
import type { ConfigProblem } from './problems.ts';
import { drop, find, put, type Table } from './table.ts';

/** What is asked for, as a whole. */
export type Desired = {
  readonly cameras: Table<DesiredCamera>;
  /** Without it the pace of starts stays what it is. */
  readonly gate?: GateConfig;
  readonly memory?: MemoryConfig;
};

export type DesiredCamera = {
  readonly config: CameraConfig;
  readonly origin: 'file' | 'command';
  /** null: it should run. `config.enabled` is only what the configuration says. */
  readonly disabledBy: null | 'config' | 'request';
};

export type ConfigInput =
  /** What earlier runs were asked for. Asks for nothing by itself: the file comes next. */
  | { readonly type: 'commands.restored'; readonly commands: Commands }
  /** The camera was written into the file, which was read again. */
  | { readonly type: 'camera.saved'; readonly camera: string }
  | { readonly type: 'file.loaded'; readonly config: KeeperConfig }
  | { readonly type: 'file.rejected'; readonly problems: readonly ConfigProblem[] }
  | CameraCommand;

export type CameraCommand =
  | { readonly type: 'camera.add'; readonly camera: string; readonly config: CameraConfig }
  | { readonly type: 'camera.remove'; readonly camera: string }
  | { readonly type: 'camera.enable' | 'camera.disable'; readonly camera: string };

/** `camera`: by a command, which leaves all others the objects that they were. */
export type ConfigChanged = {
  readonly type: 'config.changed';
  readonly desired: Desired;
  readonly camera?: string;
};

export type ConfigOutcome =
  | ConfigChanged
  | { readonly type: 'config.rejected'; readonly problems: readonly ConfigProblem[] };

/** The file, the commands laid over it, and what came of it so far. Plain data. */
export type DesiredState = {
  readonly file: KeeperConfig['cameras'];
  readonly fingerprints: NonNullable<KeeperConfig['fingerprints']>;
  readonly commands: Commands;
  readonly gate?: GateConfig;
  readonly memory?: MemoryConfig;
  /** null before the first input that was accepted. */
  readonly desired: Desired | null;
  /** Whether the file was refused when it was last read. */
  readonly isFileRejected: boolean;
};

export const nothingDesired: DesiredState = {
  file: {},
  fingerprints: {},
  commands: noCommands,
  desired: null,
  isFileRejected: false,
};

export type DesiredStep = {
  readonly state: DesiredState;
  /** null: accepted, and nothing changes. */
  readonly outcome: ConfigOutcome | null;
};

/** What a file asks for by itself, without commands. */
export const desiredByFile = ({ cameras, memory }: KeeperConfig): Desired =>
  merge({ ...nothingDesired, file: cameras, ...(memory && { memory }) });

/**
 * One input into what is desired so far. Bad input is an outcome, and changes nothing that is
 * desired.
 * The very first input that is accepted is a change even if it asks for nothing.
 */
export function desire(state: DesiredState, input: ConfigInput): DesiredStep {
  if (input.type === 'file.rejected') {
    return reject({ ...state, isFileRejected: true }, input.problems);
  }
  if (input.type === 'commands.restored') {
    return { state: { ...state, commands: input.commands }, outcome: null };
  }
  if (input.type === 'camera.saved') {
    return accept({ ...state, commands: uncover(state.commands, input.camera) });
  }
  if (input.type === 'file.loaded') {
    const { cameras: file, fingerprints = {}, gate, memory } = input.config;
    const commands = followFile(state.commands, input.config);
    const whole = { ...(gate && { gate }), ...(memory && { memory }) };
    const read = { file, fingerprints, commands, isFileRejected: false, ...whole };
    const next = accept({ ...state, ...read });
    return state.isFileRejected ? againGood(next) : next;
  }
  const changed = changeCommands(state, input);
  if ('refused' in changed) return reject(state, [changed.refused]);
  return acceptOne({ ...state, commands: changed.commands }, input.camera);
}

function accept(state: DesiredState): DesiredStep {
  const desired = merge(state);
  if (state.desired && isSame(desired, state.desired)) return { state, outcome: null };
  return change(state, desired);
}

/** Corrected back to what runs is news as well: nothing is refused any more. */
function againGood({ state, outcome }: DesiredStep): DesiredStep {
  const { desired } = state;
  return { state, outcome: outcome ?? (desired && { type: 'config.changed', desired }) };
}

/** A command is about one camera: all others stay the objects that they are. */
function acceptOne(state: DesiredState, camera: string): DesiredStep {
  if (state.desired === null) return accept(state);
  const { cameras } = state.desired;
  const before = find(cameras, camera);
  const after = desiredOf(state, camera);
  if (isDeepStrictEqual(after, before)) return { state, outcome: null };
  const next = after === null ? drop(cameras, camera) : put(cameras, [[camera, after]]);
  return change(state, { ...state.desired, cameras: next }, camera);
}

/** In whatever order the cameras stand. */
function isSame(one: Desired, other: Desired): boolean {
  const [rest, otherRest] = [one, other].map((desired) => ({ ...desired, cameras: [] }));
  return isDeepStrictEqual(rest, otherRest) && diffCameras(one.cameras, other.cameras).length === 0;
}

const change = (state: DesiredState, desired: Desired, camera?: string): DesiredStep => ({
  state: { ...state, desired },
  outcome: { type: 'config.changed', desired, ...(camera !== undefined && { camera }) },
});

function reject(state: DesiredState, problems: readonly ConfigProblem[]): DesiredStep {
  return { state, outcome: { type: 'config.rejected', problems } };
}

function merge(state: DesiredState): Desired {
  const names = new Set([...Object.keys(state.file), ...Object.keys(state.commands.added)]);
  const cameras = [...names].map((name) => [name, desiredOf(state, name)] as const);
  const { gate, memory } = state;
  const whole = { ...(gate && { gate }), ...(memory && { memory }) };
  return { cameras: cameras.filter(isWished), ...whole };
}

const isWished = (
  named: readonly [string, DesiredCamera | null],
): named is readonly [string, DesiredCamera] => named[1] !== null;

/** What file and commands together ask for; null: nothing. */
function desiredOf({ file, commands }: DesiredState, name: string): DesiredCamera | null {
  const isAdded = Object.hasOwn(commands.added, name);
  const isHidden = Object.hasOwn(commands.hidden, name);
  if (!isAdded && (isHidden || !Object.hasOwn(file, name))) return null;
  const config = isAdded ? commands.added[name]! : file[name]!;
  const disabledBy = disabled(config, commands.wished[name]);
  return { config, origin: isAdded ? 'command' : 'file', disabledBy };
}

function disabled(config: CameraConfig, wish: 'on' | 'off' | undefined) {
  if (wish === 'off') return 'request';
  return wish === 'on' || config.enabled ? null : 'config';
}
