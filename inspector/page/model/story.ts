import type { StoryEvent } from '../../api.ts';

/** What is known of one camera, keeper and gate over time: bounded, oldest first. */
export type Story = {
  readonly events: readonly StoryEvent[];
  /** How many were left out on the way, as far as is known. */
  readonly lost: number;
};

export const eventsMax = 2000;
export const emptyStory: Story = { events: [], lost: 0 };

type Batch = { readonly events: readonly StoryEvent[]; readonly lost: number };

/** With those that are newer than what is known; the oldest give way. */
export function withNewer({ events, lost }: Story, batch: Batch): Story {
  const last = events.at(-1)?.sequence ?? 0;
  const fresh = batch.events.filter(({ sequence }) => sequence > last);
  if (fresh.length === 0 && batch.lost === 0) return { events, lost };
  return { events: [...events, ...fresh].slice(-eventsMax), lost: lost + batch.lost };
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

/** The last that led somewhere: what the chart traces. */
export function lastTransitionOf(
  events: readonly StoryEvent[],
  path: string,
  atMs: number,
): StoryEvent | null {
  for (let index = countUpTo(events, atMs) - 1; index >= 0; index--) {
    const event = events[index]!;
    if (event.path === path && event.transition !== null) return event;
  }
  return null;
}

/** When the next transition of anybody in the story was, or the one before; null: none is known. */
export function stepFrom(
  events: readonly StoryEvent[],
  atMs: number,
  direction: 1 | -1,
): number | null {
  const moved = events.filter(({ transition }) => transition !== null);
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
