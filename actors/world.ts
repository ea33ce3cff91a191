import type { TrackerResult } from '../bus/topics.ts';
import type { Door } from './door/door.ts';
import type { Holdings } from './holdings.ts';
import type { LogLines } from './log-lines.ts';
import type { Budget } from './memory/budget.ts';
import type { Reservations } from './memory/reservations.ts';
import type { Room } from './memory/room.ts';
import type { HangWatch } from './process/hang-watch.ts';
import type { Starts } from './process/starts.ts';
import type { Disk } from './recorder/disk.ts';
import type { Demand } from './tracker/demand.ts';

/** What the edge actors of one keeper share. */
export type World = {
  readonly door: Door;
  readonly holdings: Holdings;
  /** Who may have how much memory for frames. */
  readonly budget: Budget;
  /** Regions are reserved one after the other. */
  readonly reservations: Reservations;
  readonly memoryRoom: () => Room;
  /** One in each turn of the event loop. */
  readonly starts: Starts;
  readonly hangWatch: HangWatch;
  /** Where recordings go. */
  readonly disk: Disk;
  readonly logs: LogLines;
  /** In the environment of every child: how a later keeper finds what this one left behind. */
  readonly mark: string;
  /** A name for one process run, never used before by this keeper or an earlier one. */
  readonly nextRunId: () => string;
  /** Where sockets may be: the private runtime directory. */
  readonly url: (name: string) => string;
  readonly demand: Demand;
  readonly onResult: (camera: string, result: TrackerResult) => void;
  /** Faults of our own that harm nothing but should be seen. */
  readonly onTrouble: (error: unknown) => void;
};
