import { constants } from 'node:os';
import type { ErrorCode } from '../config/errors.ts';

/** What the command ends with. Those from 64 on have the meanings of sysexits.h. */
export const exitCodes = {
  ok: 0,
  differs: 1,
  forced: 3,
  usage: 64,
  badData: 65,
  noKeeper: 69,
  internal: 70,
  cannotCreate: 73,
  busy: 75,
  badConfig: 78,
} as const;

export type ExitCode = number;

/** For people, in `--help`. */
export const exitMeanings: readonly (readonly [string, string])[] = [
  ['0', 'done as asked'],
  ['1', 'the replay is not the run that was recorded'],
  ['3', 'stopped, but a process had to be killed or was abandoned'],
  ['64', 'the command line is wrong, or names a camera that is not there, or off'],
  ['65', 'the journal cannot be read'],
  ['69', 'no keeper answers'],
  ['70', 'a fault of camkeeper itself'],
  ['73', 'the journal cannot be written there'],
  ['75', 'another keeper holds the instance, or it has not stopped in time'],
  ['78', 'the configuration is wrong; nothing was started or changed'],
  ['128+n', 'a second signal n stopped it at once (130: Ctrl-C)'],
];

const ofErrors: Partial<Readonly<Record<ErrorCode, ExitCode>>> = {
  BAD_ARGUMENT: exitCodes.usage,
  CAMERA_UNKNOWN: exitCodes.usage,
  CAMERA_DISABLED: exitCodes.usage,
  PATH_TOO_LONG: exitCodes.usage,
  KEEPER_STOPPED: exitCodes.noKeeper,
  NO_KEEPER: exitCodes.noKeeper,
  INSTANCE_HELD: exitCodes.busy,
  ADDRESS_TAKEN: exitCodes.busy,
  JOURNAL_INVALID: exitCodes.badData,
  JOURNAL_FAILED: exitCodes.cannotCreate,
  CONFIG_INVALID: exitCodes.badConfig,
};

export function exitCodeOf(errorCode: string): ExitCode {
  return ofErrors[errorCode as ErrorCode] ?? exitCodes.internal;
}

/** As a shell names the end by a signal. */
export function exitCodeOfSignal(signal: NodeJS.Signals): ExitCode {
  return 128 + constants.signals[signal];
}
