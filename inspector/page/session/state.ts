import type { CameraReply, FleetReply, InspectedChart, KeeperRow, Past } from '../../api.ts';
import type { Route } from '../model/route.ts';
import type { Rows } from '../model/rows.ts';
import { createStore, type Store } from '../model/store.ts';
import { covers, type EarlyStory, emptyStory, reachesMs, type Story } from '../model/story.ts';

/** Everything that is shown follows from this. */
export type PageState = {
  readonly connection: 'connecting' | 'open' | 'lost';
  readonly route: Route;
  readonly keeper: KeeperRow | null;
  readonly isLive: boolean;
  readonly rows: Rows;
  readonly past: Past | null;
  /** What the clock of the keeper is ahead of this one's, ms. */
  readonly aheadMs: number;
  readonly charts: readonly InspectedChart[];
  readonly story: Story;
  /** Around a time that is shown and lies before `story`. */
  readonly early: EarlyStory | null;
  readonly detail: CameraReply | null;
  /** null: now. */
  readonly moment: Moment | null;
  readonly dialog: Dialog | null;
  /** What went wrong last, until it is dismissed. */
  readonly problem: string | null;
};

/** A time in the past that is looked at. */
export type Moment = {
  readonly atMs: number;
  readonly isPlaying: boolean;
  /** The fleet as it was then; null until it is known. */
  readonly fleet: FleetReply | null;
};

export type Dialog =
  | { readonly type: 'help' }
  | { readonly type: 'keeper' }
  | { readonly type: 'reload' }
  | { readonly type: 'add' }
  | { readonly type: 'enable' | 'disable' | 'restart' | 'remove'; readonly camera: string };

export type PageStore = Store<PageState>;

export const createPageStore = (route: Route): PageStore =>
  createStore<PageState>(
    {
      connection: 'connecting',
      route,
      keeper: null,
      isLive: true,
      rows: new Map(),
      past: null,
      aheadMs: 0,
      charts: [],
      story: emptyStory,
      early: null,
      detail: null,
      moment: null,
      dialog: null,
      problem: null,
    },
    (task) => requestAnimationFrame(task),
  );

/** Of the keeper's clock. */
export const nowMs = ({ aheadMs }: PageState): number => Date.now() + aheadMs;

/** The time that is shown. */
export const shownMs = (state: PageState): number => state.moment?.atMs ?? nowMs(state);

/** What happened around the time that is shown. */
export const shownStory = ({ story, early, moment }: PageState): Story =>
  moment !== null && moment.atMs < reachesMs(story) && covers(early, moment.atMs) ? early : story;

/** Where the past begins and ends; it ends now while the keeper runs. */
export function reachOf(state: PageState): Past | null {
  const { past, isLive } = state;
  if (past === null) return null;
  return { fromMs: past.fromMs, toMs: isLive ? Math.max(nowMs(state), past.toMs) : past.toMs };
}
