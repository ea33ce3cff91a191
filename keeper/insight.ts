import type { AnyActorRef } from 'xstate';
import type { JournalRing } from '../actors/journal/ring.ts';
import type { LogLine } from '../actors/log-lines.ts';
import { KeeperError } from '../config/errors.ts';
import type { Plan } from '../config/plan.ts';
import type { FleetSnapshot } from '../machines/fleet.ts';
import { realClocks } from './clocks.ts';
import { type Glance, glanceOf } from './glance.ts';
import type { Keeper } from './keeper.ts';
import type { CameraView } from './observer.ts';
import type { Parts } from './parts.ts';
import { seed } from './seed.ts';
import type { KeeperStatus } from './status.ts';
import { statusOf } from './status-of.ts';
import { Story } from './story.ts';
import type { Wish } from './wishes.ts';

/** What the inspector is shown of a keeper beyond what a keeper promises to everybody. */
export type Insight = {
  /** Begins with the first call. */
  readonly story: () => Story;
  /** Of some cameras, or all. */
  readonly status: (cameras: ReadonlySet<string> | null) => KeeperStatus;
  /** The names of all, as they are configured. */
  readonly cameras: () => readonly string[];
  /** What is quickly said of one; null: there is none. Its context holds passwords. */
  readonly glance: (camera: string) => Glance | null;
  /** Its context holds passwords. */
  readonly view: (camera: string) => CameraView | null;
  /** The last lines of its processes, also while it goes; none of one that is not there. */
  readonly lines: (camera: string) => readonly LogLine[];
  /** The root first; null: it is not running. */
  readonly actors: (camera: string) => readonly AnyActorRef[] | null;
  /** Where its frames are; null: it has none. */
  readonly frames: (camera: string) => { readonly id: number; readonly path: string } | null;
  /** Of its program: what the journal holds in memory is kept. */
  readonly noteFailure: (reason: string) => void;
  /** The last of its journal, marked by the sequence of the story; null: it is in no memory. */
  readonly journal: () => JournalRing | null;
  /** What it would do. Nothing is done. */
  readonly plan: (wish: Wish) => Promise<Plan>;
};

const insights = new WeakMap<Keeper, Insight>();

/** Throws BAD_ARGUMENT for what `createKeeper` has not made. */
export function insightOf(keeper: Keeper): Insight {
  const insight = insights.get(keeper);
  if (insight) return insight;
  throw new KeeperError('BAD_ARGUMENT', 'expected a keeper that createKeeper has made');
}

export function registerInsight(keeper: Keeper, parts: Parts): void {
  insights.set(keeper, {
    story: () => {
      parts.story ??= beginStory(parts);
      return parts.story;
    },
    status: (cameras) => statusOf(parts, cameras),
    cameras: () => (parts.running?.system.root.getSnapshot().context.cameras ?? []).map(nameOf),
    glance: (camera) => glanceOf(parts, camera),
    view: (camera) => parts.observer.camera(camera),
    lines: (camera) => (parts.observer.camera(camera) ? parts.logs.under(`camera:${camera}`) : []),
    actors: (camera) => {
      const root = parts.running?.system.root;
      return root ? machinesOf(root, camera) : null;
    },
    frames: (camera) => framesOf(parts, camera),
    noteFailure: (reason) => parts.failures.note(reason),
    journal: () => parts.journaling?.ring ?? null,
    plan: (wish) => parts.wishes.plan(wish),
  });
}

const nameOf = ([name]: readonly [string, unknown]): string => name;

/** What runs already is told of as it is. */
function beginStory({ observer, running }: Parts): Story {
  const explain = (camera: string) => observer.camera(camera);
  const story = new Story({ wallMs: realClocks.wallMs, explain });
  if (running) seed(running.system.root, [story.inspect]);
  return story;
}

type Parent = { readonly children?: Readonly<Record<string, AnyActorRef | undefined>> };

/** Keeper and gate, the camera and its processes: what has states. */
function machinesOf(root: AnyActorRef, camera: string): AnyActorRef[] {
  const { fleet, ...others } = (root.getSnapshot() as Parent).children ?? {};
  const machines = (fleet?.getSnapshot() as FleetSnapshot | undefined)?.machines;
  const own = machines?.get(camera);
  const processes = (own?.getSnapshot() as Parent | undefined)?.children ?? {};
  const all = [root, ...Object.values(others), own, ...Object.values(processes)];
  return all.filter((actor) => actor !== undefined).filter(isMachine);
}

const isMachine = (actor: AnyActorRef): boolean =>
  (actor.getSnapshot() as { readonly value?: unknown }).value !== undefined;

function framesOf({ observer, running }: Parts, camera: string) {
  const id = observer.camera(camera)?.context.region?.id;
  const region = id === undefined ? null : (running?.world.holdings.region(id) ?? null);
  if (id === undefined || !region || region.fd < 0) return null;
  return { id, path: `/proc/${process.pid}/fd/${region.fd}` };
}
