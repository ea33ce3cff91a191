/**
 * What server and page of the inspector say to each other: JSON. Times are milliseconds since 1970.
 * Everything is masked. Needs neither Node nor a browser.
 */
import type { LaidOutChart } from '../charts/laid-out.ts';
import type { StoryEvent } from '../keeper/story-event.ts';

export type { StoryEvent };

/** `GET /api/fleet`; with `?at=MS` as it was then. */
export type FleetReply = {
  readonly at: number;
  readonly keeper: KeeperRow;
  readonly cameras: readonly CameraRow[];
  /** How far back there is something to see; null: nowhere. */
  readonly past: Past | null;
  /** false: a file, in which nothing happens any more and nothing can be commanded. */
  readonly isLive: boolean;
};

export type Past = { readonly fromMs: number; readonly toMs: number };

export type KeeperRow = {
  readonly instance: string;
  readonly pid: number;
  readonly state: string;
  readonly sinceMs: number;
  readonly generation: number;
  readonly store: { readonly state: string; readonly reason: string | null };
  /** null: what is shown is a journal itself. */
  readonly journal: JournalRow | null;
};

/** Where the run is written down, and what was kept of it when something failed. */
export type JournalRow = {
  /** `ended`: nothing more is written to the file. */
  readonly state: 'file' | 'memory' | 'ended' | 'off';
  readonly path: string | null;
  /** Why it has ended. */
  readonly reason: string | null;
  /** At most so much of its end is in memory as well; 0: nothing. */
  readonly memoryBytes: number;
  /** Oldest first, a few. */
  readonly failures: readonly FailureRow[];
};

export type FailureRow = { readonly at: number; readonly file: string; readonly reason: string };

export type CameraRow = {
  readonly name: string;
  readonly state: string;
  readonly sinceMs: number;
  readonly reason: string;
  /** `atMs` null: it waits for somebody. */
  readonly next: { readonly what: string; readonly atMs: number | null } | null;
  /** null, as the next two: not known of that time. */
  readonly fps: number | null;
  readonly droppedTotal: number | null;
  /** Of its frames in memory, px; null as well while it has none. */
  readonly size: { readonly width: number; readonly height: number } | null;
};

/** `GET /api/charts`. */
export type ChartsReply = readonly InspectedChart[];

/** The places of a chart, with what is true in each of its states, by the path of the state. */
export type InspectedChart = LaidOutChart & {
  readonly truths: Readonly<Record<string, readonly string[]>>;
};

/** `GET /api/story?camera=NAME&fromMs=&toMs=`, oldest first. */
export type StoryReply = {
  readonly events: readonly StoryEvent[];
  /** Whether nothing of that time is missing at the beginning. */
  readonly isWhole: boolean;
};

/** `GET /api/cameras/NAME`; with `?at=MS` as it was then. */
export type CameraReply = {
  readonly at: number;
  /** null: there is no such camera, or was none then. */
  readonly row: CameraRow | null;
  /** Of its machine; null: not known of that time. */
  readonly context: object | null;
  /** From the keeper downwards: the machines that this camera depends on. */
  readonly actors: readonly ActorRow[];
  /** The last that its processes wrote, oldest first. */
  readonly lines: readonly LineRow[];
  /** What people should know of this answer, such as what is not known of that time. */
  readonly note: string | null;
};

export type ActorRow = {
  readonly path: string;
  /** The id of its chart. */
  readonly machine: string;
  readonly state: string;
  readonly sinceMs: number;
  /** Those that run, the one that ends first at the front. */
  readonly delays: readonly DelayRow[];
};

/** `name` as in the chart: of an `after`, or the event that comes then. */
export type DelayRow = { readonly name: string; readonly endsMs: number };

export type LineRow = { readonly at: number; readonly path: string; readonly text: string };

/** The events of `GET /api/live?camera=NAME`, by their name; the first `fleet` has all rows. */
export type LiveEvents = {
  readonly fleet: FleetChange;
  readonly story: StoryBatch;
  readonly keeper: KeeperNews;
};

export type FleetChange = {
  readonly at: number;
  readonly changed: readonly CameraRow[];
  readonly removed: readonly string[];
  /** `changed` is the whole fleet: others are gone. */
  readonly isWhole: boolean;
};

/** Of the camera that was asked for, with keeper and gate; `lost` were left out before these. */
export type StoryBatch = { readonly events: readonly StoryEvent[]; readonly lost: number };

export type KeeperNews = {
  readonly at: number;
  readonly keeper: KeeperRow;
  readonly past: Past | null;
};

/** The body of `POST /api/plan` and `POST /api/commands`. */
export type CommandRequest =
  | { readonly command: 'enable' | 'disable' | 'remove'; readonly camera: string }
  | {
      readonly command: 'restart';
      readonly camera: string;
      readonly role?: 'capture' | 'tracker' | 'recorder' | null;
    }
  /** `section`: the camera as it would stand in the file. */
  | { readonly command: 'add'; readonly camera: string; readonly section: object }
  | { readonly command: 'reload' };

/** What a command would do, camera by camera; none: nothing. */
export type PlanReply = { readonly plan: readonly PlanLine[] };
export type PlanLine = {
  readonly camera: string;
  readonly action: string;
  /** `restart capture: detect.fps`. */
  readonly words: string;
};

export type CommandReply = { readonly ok: true };

/** Of every answer from 400 on. */
export type ErrorReply = { readonly error: { readonly code: string; readonly message: string } };

/** Which chart the actor at a path follows; null: it is no machine. */
export function machineAt(path: string): 'keeper' | 'gate' | 'camera' | 'process' | null {
  if (path === 'keeper' || path === 'gate') return path;
  if (!path.startsWith('camera:')) return null;
  const { length } = path.split('/');
  if (length > 2 || path.endsWith('/memory')) return null;
  return length === 1 ? 'camera' : 'process';
}

/** `front`, of everything at or below `camera:front`. */
export function cameraAt(path: string): string | null {
  return path.startsWith('camera:') ? path.slice('camera:'.length).split('/', 1)[0]! : null;
}
