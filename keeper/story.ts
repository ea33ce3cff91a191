import type { AnyActorRef, InspectedEventEvent, InspectionEvent } from 'xstate';
import { RecentMap } from '../bus/recent-map.ts';
import { transitionIdOf } from '../charts/chart-of.ts';
import { maskCredentials } from '../config/mask.ts';
import { cameraOf } from '../machines/keeper-context.ts';
import type { Explanation } from './explain.ts';
import type { StoryEvent } from './story-event.ts';
import { Hearing, type Sight } from './story-hearing.ts';
import { type StoryEntry, StoryRing } from './story-ring.ts';

export type StoryOptions = {
  readonly wallMs: () => number;
  /** Why a camera is in its state, after what was just inspected. */
  readonly explain: (camera: string) => Explanation | null;
  /** How many entries are kept, of all actors together. */
  readonly entriesMax?: number;
  /** What cameras leave of the room is for keeper and gate, which hear of all of them. */
  readonly isRestForKeeper?: boolean;
};

const entriesMaxDefault = 40_000;
const entriesOfOneMax = 4_000;
/** Of more cameras than this, those that came first are forgotten. */
const camerasMax = 2_000;
const reasonLengthMax = 400;

/**
 * What happened, the last of it, for the inspector: fed by XState's inspection, live or in a
 * replay. Every camera has its share of a fixed number of entries, so that one that flaps does not
 * push out the past of the others.
 */
export class Story {
  readonly #options: StoryOptions;
  readonly #entriesMax: number;
  readonly #actors = new WeakMap<object, Hearing>();
  readonly #keeper = new StoryRing();
  readonly #cameras = new RecentMap<StoryRing>(camerasMax, () => this.#count--);
  #count = 0;
  readonly beganMs: number;
  /** Of the newest entry. */
  sequence = 0;

  constructor(options: StoryOptions) {
    this.#options = options;
    this.#entriesMax = options.entriesMax ?? entriesMaxDefault;
    this.beganMs = options.wallMs();
  }

  readonly inspect = (inspection: InspectionEvent): void => {
    const { type } = inspection;
    if (type === '@xstate.event') this.#hear(inspection);
    if (type === '@xstate.microstep') {
      this.#hearingOf(inspection.actorRef).step(inspection._transitions);
    }
    if (type === '@xstate.snapshot') {
      this.#see(this.#hearingOf(inspection.actorRef), inspection.snapshot as Sight);
    }
  };

  /** How far back something is known. */
  get past(): { readonly fromMs: number; readonly toMs: number } {
    const starts = [...this.#rings()].map((ring) => ring.wholeFromMs ?? this.beganMs);
    return { fromMs: Math.min(...starts), toMs: this.#options.wallMs() };
  }

  /** Since when an actor is in the state that it is in. */
  sinceMs(actor: AnyActorRef): number {
    return this.#actors.get(actor)?.sinceMs ?? this.beganMs;
  }

  /** Of a camera, with the keeper's own; of the keeper alone. */
  after(sequence: number, camera: string | null, countMax: number): StoryTail {
    const entries = this.#ringsOf(camera).flatMap((ring) => ring.after(sequence, countMax + 1));
    const sorted = entries.sort(bySequence);
    const events = sorted.slice(-countMax).map(told);
    const isCut = sorted.length > countMax;
    const missed = this.#ringsOf(camera).some((ring) => ring.droppedSequence > sequence);
    return { events, isWhole: !isCut && !missed, heard: this.#heardBy(camera) };
  }

  between({ camera, fromMs, toMs, countMax }: StoryQuery): StoryTail {
    const rings = this.#ringsOf(camera);
    const entries = rings.flatMap((ring) => ring.between(fromMs, toMs)).sort(bySequence);
    const isWhole =
      entries.length <= countMax &&
      rings.every((ring) => (ring.wholeFromMs ?? Number.NEGATIVE_INFINITY) < fromMs);
    const events = entries.slice(-countMax).map(told);
    return { events, isWhole, heard: this.#heardBy(camera) };
  }

  /** By path, the last entry of every machine that lived then. */
  statesAt(atMs: number): Map<string, StoryEntry> {
    const states = [...this.#rings()].flatMap((ring) => [...ring.statesAt(atMs)]);
    return new Map(states.filter(([, { isLast }]) => !isLast));
  }

  /** Of the newest entry up to a time, of all that is kept; 0: there is none. */
  sequenceAt(atMs: number): number {
    return Math.max(...[...this.#rings()].map((ring) => ring.sequenceAt(atMs)));
  }

  /** The cameras of which not everything back to then is kept. */
  forgottenAt(atMs: number): string[] {
    const isForgotten = ({ wholeFromMs }: StoryRing) => wholeFromMs !== null && wholeFromMs > atMs;
    return [...this.#cameras].filter(([, ring]) => isForgotten(ring)).map(([name]) => name);
  }

  #hear({ actorRef, sourceRef, event }: InspectedEventEvent): void {
    const hearing = this.#hearingOf(actorRef);
    if (hearing.isFleet) return; // it only hands on
    const entry: StoryEntry = {
      sequence: ++this.sequence,
      at: this.#options.wallMs(),
      path: hearing.path,
      event: event.type,
      from: sourceRef ? this.#senderOf(hearing, sourceRef) : handedOnBy(hearing, event),
      about: hearing.path === 'keeper' || hearing.path === 'gate' ? namedIn(event) : null,
      state: null,
      sinceMs: 0,
      transitions: [],
      why: null,
      isNews: false,
      isLast: false,
    };
    hearing.hear(entry);
    const ring = this.#ringAt(hearing.path);
    ring.push(entry);
    this.#trim(ring);
  }

  #senderOf(hearing: Hearing, source: object): string {
    return source === hearing.actor ? 'timer' : this.#hearingOf(source).path;
  }

  #see(hearing: Hearing, sight: Sight): void {
    const entry = hearing.see(sight, this.#options.wallMs);
    if (!entry || hearing.camera === null) return;
    entry.why = this.#options.explain(hearing.camera);
    entry.isNews = hearing.isNews(entry);
  }

  #hearingOf(actor: object): Hearing {
    const known = this.#actors.get(actor);
    if (known) return known;
    const hearing = new Hearing(actor as AnyActorRef);
    this.#actors.set(actor, hearing);
    return hearing;
  }

  get #share(): number {
    return Math.min(entriesOfOneMax, Math.floor(this.#entriesMax / (this.#count + 1)));
  }

  #trim(ring: StoryRing): void {
    const hasRest = this.#options.isRestForKeeper && ring === this.#keeper;
    ring.trim(hasRest ? this.#entriesMax - this.#count * this.#share : this.#share);
  }

  #ringAt(path: string): StoryRing {
    const camera = cameraOf(path)?.split('/', 1)[0];
    if (camera === undefined) return this.#keeper;
    const known = this.#cameras.get(camera);
    if (known) return known;
    const ring = new StoryRing();
    this.#count++;
    this.#cameras.set(camera, ring);
    for (const each of this.#rings()) this.#trim(each);
    return ring;
  }

  #ringsOf(camera: string | null): StoryRing[] {
    const ring = camera === null ? undefined : this.#cameras.get(camera);
    return ring ? [this.#keeper, ring] : [this.#keeper];
  }

  #heardBy(camera: string | null): number {
    return this.#ringsOf(camera).reduce((sum, ring) => sum + ring.heard, 0);
  }

  *#rings(): Iterable<StoryRing> {
    yield this.#keeper;
    for (const [, ring] of this.#cameras) yield ring;
  }
}

export type StoryTail = {
  readonly events: readonly StoryEvent[];
  readonly isWhole: boolean;
  /** How much those who were asked for have heard so far. */
  readonly heard: number;
};

export type StoryQuery = {
  readonly camera: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly countMax: number;
};

/** Without a sender: it came in from outside, or the fleet gave on what it was given. */
function handedOnBy(hearing: Hearing, event: InspectedEventEvent['event']): string {
  if (hearing.isBelowFleet) return 'keeper';
  const { camera } = event as { readonly camera?: unknown };
  const isFromFleet = /^camera\.(ended|broke)$/.test(event.type) && typeof camera === 'string';
  return isFromFleet ? `camera:${camera}` : 'outside';
}

/** By its name, or by the path of one of its actors. */
function namedIn(event: object): string | null {
  const { camera, path } = event as { readonly camera?: unknown; readonly path?: unknown };
  if (typeof camera === 'string') return camera;
  return typeof path === 'string' ? (cameraOf(path)?.split('/', 1)[0] ?? null) : null;
}

const bySequence = (one: StoryEntry, other: StoryEntry): number => one.sequence - other.sequence;

function told(entry: StoryEntry): StoryEvent {
  const { sequence, at, path, event, from, state, about, why } = entry;
  const ids = entry.transitions.map(transitionIdOf).filter((id) => id !== null);
  const [transition = null, ...further] = ids;
  return {
    ...{ sequence, at, path, event, from, state, transition },
    ...(further.length > 0 && { further }),
    ...(about !== null && { about }),
    ...(entry.isNews && why && { reason: maskCredentials(why.reason).slice(0, reasonLengthMax) }),
  };
}
