import type { Door } from './door/door.ts';
import type { Holdings } from './holdings.ts';
import type { LogLines } from './log-lines.ts';

/** What the edge actors of one keeper share. */
export type World = {
  readonly door: Door;
  readonly holdings: Holdings;
  readonly logs: LogLines;
  /** In the environment of every child: how a later keeper finds what this one left behind. */
  readonly mark: string;
  /** A url for the channel of one process run; each is used once. */
  readonly channelUrl: (name: string) => string;
  readonly onResult: (camera: string, result: TrackerResult) => void;
  /** Faults of our own that harm nothing but should be seen. */
  readonly onTrouble: (error: unknown) => void;
};
