import type { CameraConfig } from '../config/camera-config.ts';
import type { ConfigOutcome } from '../config/desired.ts';
import type { ErrorData } from '../config/errors.ts';

/**
 * The alphabet between the machines and the actors that touch the world. Commands go down, facts
 * come up, and every fact comes through the door. All of it is plain JSON: a journal holds it.
 */

/** `recorder` is the ffmpeg of an input that is only recorded; other cameras have none. */
export type Role = 'capture' | 'tracker' | 'recorder';

/** The frames of one camera at one size. `generation` is the serial number of the region. */
export type RegionData = {
  readonly id: number;
  readonly generation: number;
  readonly width: number;
  readonly height: number;
  readonly slots: number;
  readonly slotBytes: number;
};

/**
 * What a process is to run with. A new `revision` needs a new process, a new `generation` only new
 * settings.
 */
export type Want = {
  readonly revision: string;
  readonly generation: number;
  readonly region: RegionData;
  readonly config: CameraConfig;
  readonly policy: ProcessPolicy;
};

/** How one kind of process is kept alive. Times in milliseconds. */
export type ProcessPolicy = {
  /** First back-off; doubled with every failure in a row, times a random share of 0.5 to 1. */
  readonly firstBackOffMs: number;
  readonly backOffMaxMs: number;
  /** From spawn to the child's own word that it is useful. */
  readonly readyWithinMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly stopWithinMs: number;
  /** Ready for so long, and the failures before are forgotten. */
  readonly healthyAfterMs: number;
};

export type ExitCause =
  | 'asked' // stopped because we said so, or finished its queue
  | 'end-of-stream'
  | 'stalled'
  | 'too-fast'
  | 'ffmpeg-died'
  | 'ffmpeg-not-started'
  | 'ring-unusable'
  | 'not-ready'
  | 'hung'
  | 'stale' // what it records has not grown for too long
  | 'disk-full'
  | 'ended' // as if it had been asked to, and nobody had
  | 'crashed'
  | 'not-spawned';

/** The `detail` of a `stalled` run that never had a frame: another time-out has passed. */
export const beforeFirstFrame = 'before the first frame';

export type ExitData = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly cause: ExitCause;
  /** What is known beyond the cause: ffmpeg's own status, an error of the spawn. */
  readonly detail: string | null;
  /** The last lines that the process wrote, credentials masked, newest last. */
  readonly lastLines: readonly string[];
  /** What it had to kill itself before it could end as asked: `ffmpeg`, `helper`. */
  readonly killed?: readonly string[];
};

export type Recording = { readonly isUp: boolean; readonly fault: string | null };

export type RunInput = {
  readonly path: string;
  readonly camera: string;
  readonly role: Role;
  readonly want: Want;
};
export type RunCommand =
  | { readonly type: 'process.signal'; readonly signal: 'SIGTERM' | 'SIGKILL' }
  | { readonly type: 'process.configure'; readonly want: Want };
export type RunFact =
  | { readonly type: 'process.spawned'; readonly pid: number }
  | { readonly type: 'process.ready'; readonly afterMs: number }
  | { readonly type: 'process.acknowledged'; readonly generation: number }
  | { readonly type: 'process.hung' }
  /** It lives, and what it records does not grow. */
  | { readonly type: 'process.stale' }
  /** Of a process that records beside its work: whether it does by now, and if it cannot, why. */
  | ({ readonly type: 'process.recording' } & Recording)
  /** It could do better if it were started again, and nothing has failed. */
  | { readonly type: 'process.restart' }
  /** By then what it held of the frame queue is reclaimed, and nothing of its group lives. */
  | { readonly type: 'process.exited'; readonly exit: ExitData };

export type MemoryInput = { readonly path: string; readonly camera: string };
export type MemoryCommand =
  /** In the place of what was asked for before. */
  | { readonly type: 'memory.allocate'; readonly config: CameraConfig }
  /** Whether there is room for another region in the place of the one that is held. */
  | { readonly type: 'memory.ask'; readonly generation: number; readonly config: CameraConfig }
  /** Nothing else is wanted than what it has; not even that, when it is leaving. */
  | { readonly type: 'memory.withdraw'; readonly isLeaving: boolean }
  | { readonly type: 'memory.free' }
  | { readonly type: 'queue.close' }
  | { readonly type: 'queue.drain' };
export type MemoryFact =
  | { readonly type: 'memory.allocated'; readonly region: RegionData }
  /** It waits, and hears `memory.room` when it may allocate again. */
  | { readonly type: 'memory.refused'; readonly error: ErrorData }
  | { readonly type: 'memory.room' }
  /** null: another region is promised; else it waits, and this comes again when it is. */
  | {
      readonly type: 'memory.answered';
      readonly generation: number;
      readonly error: ErrorData | null;
    }
  | { readonly type: 'memory.freed' }
  | { readonly type: 'queue.drained'; readonly finished: number; readonly discarded: number };

/**
 * Knows each camera's process groups and region outside the machines, so that a machine that broke
 * leaves nothing.
 */
export type ReaperCommand =
  | { readonly type: 'reaper.sweep' }
  | { readonly type: 'reaper.clear'; readonly camera: string }
  | { readonly type: 'reaper.killAll' };
/**
 * The processes that it found alive: those that it ended, as `camera/role`, and those that outlived
 * even SIGKILL, as `camera/role pid`.
 */
export type Reaped = { readonly killed: readonly string[]; readonly abandoned: readonly string[] };
/** A process that an earlier keeper of the instance had left. `gone`: SIGKILL has ended it. */
export type Leftover = { readonly pid: number; readonly name: string; readonly gone: boolean };
export type ReaperFact =
  | { readonly type: 'reaper.swept'; readonly killed: readonly Leftover[] }
  | ({ readonly type: 'reaper.cleared'; readonly camera: string } & Reaped)
  | ({ readonly type: 'reaper.emptied' } & Reaped);

export type ConfigFact = ConfigOutcome;

/** What people and programs ask of a running keeper; it enters through the door as well. */
export type KeeperCommand =
  | { readonly type: 'keeper.stop'; readonly withinMs: number }
  | { readonly type: 'keeper.restart'; readonly camera: string; readonly role: Role | null };
