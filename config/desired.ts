import { isDeepStrictEqual } from 'node:util';
import type { CameraConfig, KeeperConfig } from './camera-config.ts';
import { type Commands, changeCommands, followFile, noCommands, uncover } from './commands.ts';
import type { ConfigProblem } from './problems.ts';

/** What is asked for, as a whole. */
export type Desired = { readonly cameras: Readonly<Record<string, DesiredCamera>> };

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

export type ConfigOutcome =
  | { readonly type: 'config.changed'; readonly desired: Desired }
  | { readonly type: 'config.rejected'; readonly problems: readonly ConfigProblem[] };

/** The file, the commands laid over it, and what came of it so far. Plain data. */
export type DesiredState = {
  readonly file: KeeperConfig['cameras'];
  readonly commands: Commands;
  /** null before the first input that was accepted. */
  readonly desired: Desired | null;
};

export const nothingDesired: DesiredState = { file: {}, commands: noCommands, desired: null };

export type DesiredStep = {
  readonly state: DesiredState;
  /** null: accepted, and nothing changes. */
  readonly outcome: ConfigOutcome | null;
};

/**
 * One input into what is desired so far. Bad input is an outcome, and leaves the state as it was.
 * The very first input that is accepted is a change even if it asks for nothing.
 */
export function desire(state: DesiredState, input: ConfigInput): DesiredStep {
  if (input.type === 'file.rejected') return reject(state, input.problems);
  if (input.type === 'commands.restored') {
    return { state: { ...state, commands: input.commands }, outcome: null };
  }
  if (input.type === 'camera.saved') {
    return accept({ ...state, commands: uncover(state.commands, input.camera) });
  }
  if (input.type === 'file.loaded') {
    const file = input.config.cameras;
    return accept({ ...state, file, commands: followFile(state.commands, file) });
  }
  const changed = changeCommands(state, input);
  if ('refused' in changed) return reject(state, [changed.refused]);
  return accept({ ...state, commands: changed.commands });
}

function accept(state: DesiredState): DesiredStep {
  const desired = merge(state);
  if (isDeepStrictEqual(desired, state.desired)) return { state, outcome: null };
  return { state: { ...state, desired }, outcome: { type: 'config.changed', desired } };
}

function reject(state: DesiredState, problems: readonly ConfigProblem[]): DesiredStep {
  return { state, outcome: { type: 'config.rejected', problems } };
}

function merge({ file, commands }: DesiredState): Desired {
  const uncovered = Object.entries(file).filter(([name]) => !isCovered(name, commands));
  const cameras = [
    ...uncovered.map(([name, config]) => [name, config, 'file'] as const),
    ...Object.entries(commands.added).map(([name, config]) => [name, config, 'command'] as const),
  ].map(([name, config, origin]) => {
    const disabledBy = disabled(config, commands.wished[name]);
    return [name, { config, origin, disabledBy } satisfies DesiredCamera] as const;
  });
  return { cameras: Object.fromEntries(cameras) };
}

function isCovered(name: string, { added, hidden }: Commands): boolean {
  return Object.hasOwn(added, name) || Object.hasOwn(hidden, name);
}

function disabled(config: CameraConfig, wish: 'on' | 'off' | undefined) {
  if (wish === 'off') return 'request';
  return wish === 'on' || config.enabled ? null : 'config';
}
