import type { StoryEvent } from '../../api.ts';

/** What is known of one camera, keeper and gate over time: bounded, oldest first. */
export type Story = {
  readonly events: readonly StoryEvent[];
  /** How many were left out on the way, as far as is known. */
  readonly lost: number;
  /** Nothing is missing before the first. */
  readonly isWhole: boolean;
};

export const eventsMax = 2000;
export const emptyStory: Story = { events: [], lost: 0, isWhole: false };

/** The story of a time before those that are kept, up to `toMs`. */
export type EarlyStory = Story & { readonly toMs: number };

/** From when on a story tells everything. */
export const reachesMs = ({ events, isWhole }: Story): number =>
  isWhole ? Number.NEGATIVE_INFINITY : (events[0]?.at ?? Number.POSITIVE_INFINITY);

export const covers = (early: EarlyStory | null, atMs: number): early is EarlyStory =>
  early !== null && reachesMs(early) <= atMs && atMs <= early.toMs;

type Batch = { readonly events: readonly StoryEvent[]; readonly lost: number };

/** With those that are newer than what is known; the oldest give way. */
export function withNewer(story: Story, batch: Batch): Story {
  const { events, lost, isWhole } = story;
  const last = events.at(-1)?.sequence ?? 0;
  const fresh = batch.events.filter(({ sequence }) => sequence > last);
  if (fresh.length === 0 && batch.lost === 0) return story;
  const all = [...events, ...fresh];
  const isCut = all.length > eventsMax;
  return { events: all.slice(-eventsMax), lost: lost + batch.lost, isWhole: isWhole && !isCut };
}

/** How many happened up to a time. */
export function countUpTo(events: readonly StoryEvent[], atMs: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]!.at <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last time that the machine at a path was heard of, up to a time. */
export function lastOf(
  events: readonly StoryEvent[],
  path: string,
  atMs: number,
): StoryEvent | null {
  for (let index = countUpTo(events, atMs) - 1; index >= 0; index--) {
    const event = events[index]!;
    if (event.path === path && event.state !== null) return event;
  }
  return null;
}

/** The last that led into another state: what the chart traces. */
export function lastMoveOf(
  events: readonly StoryEvent[],
  path: string,
  atMs: number,
): StoryEvent | null {
  const moves = movesIn(events);
  for (let index = countUpTo(events, atMs) - 1; index >= 0; index--) {
    const event = events[index]!;
    if (event.path === path && moves.has(event.sequence)) return event;
  }
  return null;
}

const known = new WeakMap<readonly StoryEvent[], ReadonlySet<number>>();

/** Which events led their machine into another state than the one before, by their numbers. */
export function movesIn(events: readonly StoryEvent[]): ReadonlySet<number> {
  const found = known.get(events) ?? new Set(movesOf(events));
  known.set(events, found);
  return found;
}

function* movesOf(events: readonly StoryEvent[]): Iterable<number> {
  const states = new Map<string, string>();
  for (const { sequence, path, state, transition } of events) {
    if (state === null) continue;
    const before = states.get(path);
    states.set(path, state);
    if (transition !== null && before !== state) yield sequence;
  }
}

/** When the next transition of anybody in the story was, or the one before; null: none is known. */
export function stepFrom(
  events: readonly StoryEvent[],
  atMs: number,
  direction: 1 | -1,
): number | null {
  const moves = movesIn(events);
  const moved = events.filter(({ sequence }) => moves.has(sequence));
  const found =
    direction === 1
      ? moved.find(({ at }) => at > atMs)
      : moved.findLast(({ at }) => at < Math.floor(atMs));
  return found?.at ?? null;
}

export type Span = { readonly state: string; readonly fromMs: number; readonly toMs: number };

/** In which states a machine was, one after another, within a time. */
export function spansOf(
  events: readonly StoryEvent[],
  path: string,
  within: { readonly fromMs: number; readonly toMs: number },
): Span[] {
  const spans: Span[] = [];
  for (const { path: heard, state, at } of events) {
    if (heard !== path || state === null || at > within.toMs) continue;
    const last = spans.at(-1);
    if (last?.state === state) continue;
    const fromMs = Math.max(at, within.fromMs);
    if (last) spans[spans.length - 1] = { ...last, toMs: fromMs };
    spans.push({ state, fromMs, toMs: within.toMs });
  }
  return spans.filter(({ fromMs, toMs }) => toMs > fromMs);
}
