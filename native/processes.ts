/**
 * What the addon `processes` offers: children of the keeper, started without copying anything of
 * it. Declarations only.
 */

export type ChildOptions = {
  /** A path: PATH is not searched. */
  readonly file: string;
  /** The whole of argv, the name of the program included. */
  readonly arguments: readonly string[];
  /** `NAME=value`; nothing else is inherited. */
  readonly environment: readonly string[];
  /**
   * What the child gets as its descriptors 0, 1, 2 and so on, and there are no others: one of ours,
   * null for /dev/null, or the other end of a stream.
   */
  readonly descriptors: readonly (number | 'stream' | null)[];
};

/**
 * Called once, from the event loop. Until it has returned, the child is not reaped: its number and
 * that of its group are its own, and the group can still be killed. `code` is null when a signal
 * has ended it, or when somebody else has reaped it; then `signal` is 0.
 */
export type OnChildExit = (code: number | null, signal: number) => void;

/**
 * A child that leads a session and a group of its own, with no signal blocked or ignored. Nothing
 * that it is asked for can reach another process, whenever it comes. Keeps the event loop alive.
 */
export interface ChildProcess {
  readonly pid: number;
  /** Our ends of its streams, close-on-exec. The caller's: he has to close them. */
  readonly streams: readonly number[];
  /** To the child alone; false when it has gone. */
  signal(number: number): boolean;
  /** To all of its group; false when the child is reaped. */
  signalGroup(number: number): boolean;
}

/** The addon as native/index.ts loads it. */
export type ProcessesAddon = {
  readonly ChildProcess: new (options: ChildOptions, onExit: OnChildExit) => ChildProcess;
  readonly initialize: (makeError: (code: string, message: string) => Error) => void;
};
