import { stepFrom } from '../model/story.ts';
import { nowMs, type PageStore, reachOf, shownStory } from './state.ts';

/** Goes through the past like a player of videos. */
export type Player = {
  readonly seek: (atMs: number) => void;
  /** To the next transition, or back to the one before. */
  readonly step: (direction: 1 | -1) => void;
  readonly toggle: () => void;
  /** Back to now; in a file: to its end. */
  readonly leave: () => void;
};

/** How far a step goes where no transition is known: over the fleet, ms. */
const blindStepMs = 1000;

export function createPlayer(store: PageStore, refresh: () => void): Player {
  const seek = (atMs: number, isPlaying = false): void => {
    const reach = reachOf(store.get());
    if (reach === null) return;
    const within = Math.min(Math.max(atMs, reach.fromMs), reach.toMs);
    const fleet = store.get().moment?.fleet ?? null;
    store.set({ moment: { atMs: within, isPlaying, fleet } });
    refresh();
  };
  const leave = () => {
    const { isLive, past } = store.get();
    if (!isLive) return past ? seek(past.toMs) : undefined;
    store.set({ moment: null });
    refresh();
  };
  const play = playing(store, { seek, leave });
  return {
    seek,
    leave,
    step: (direction) => seek(steppedFrom(store, direction)),
    toggle: () => {
      const { moment } = store.get();
      if (moment?.isPlaying) return seek(moment.atMs);
      seek(moment?.atMs ?? nowMs(store.get()) - 10_000, true);
      play();
    },
  };
}

function steppedFrom(store: PageStore, direction: 1 | -1): number {
  const state = store.get();
  const atMs = state.moment?.atMs ?? nowMs(state);
  const story = shownStory(state);
  const found = stepFrom(story.events, atMs, direction);
  if (found !== null) return found;
  if (story.events.length === 0) return atMs + direction * blindStepMs;
  // to the edge of what is known here: from there on more will be asked for
  if (direction === 1) return story === state.early ? state.early.toMs + 1 : atMs;
  return story.isWhole ? atMs : story.events[0]!.at - 1;
}

type Moves = {
  readonly seek: (atMs: number, isPlaying?: boolean) => void;
  readonly leave: () => void;
};

/** As fast as it was, until the present is reached or somebody pauses. */
function playing(store: PageStore, { seek, leave }: Moves): () => void {
  let lastMs = 0;
  const frame = (timeMs: number) => {
    const state = store.get();
    if (!state.moment?.isPlaying) return;
    const atMs = state.moment.atMs + (timeMs - lastMs);
    lastMs = timeMs;
    if (atMs >= (reachOf(state)?.toMs ?? 0) - 50) return leave();
    seek(atMs, true);
    requestAnimationFrame(frame);
  };
  return () => {
    lastMs = performance.now();
    requestAnimationFrame(frame);
  };
}
