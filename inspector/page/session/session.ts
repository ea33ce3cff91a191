import type { CommandRequest, PlanReply } from '../../api.ts';
import { hashOf, routeOf } from '../model/route.ts';
import { emptyStory, withNewer } from '../model/story.ts';
import { followLive } from './live.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { createPlayer, type Player } from './player.ts';
import {
  fetchCamera,
  fetchCharts,
  fetchFleet,
  fetchPlan,
  fetchStory,
  sendCommand,
} from './requests.ts';
import { createPageStore, type Dialog, type PageState, type PageStore } from './state.ts';

/** What a person can do here. */
export type Session = {
  readonly store: PageStore;
  readonly player: Player;
  readonly open: (camera: string | null) => void;
  readonly show: (dialog: Dialog | null) => void;
  readonly dismiss: () => void;
  readonly plan: (request: CommandRequest) => Promise<PlanReply>;
  readonly apply: (request: CommandRequest) => Promise<void>;
};

/** While something is looked at, its details are asked for anew at least so often, ms. */
const refreshMs = 2000;
const pauseMs = 250;

export function startSession(): Session {
  const store = createPageStore(routeOf(location.hash));
  const refresh = refresher(store);
  const player = createPlayer(store, refresh);
  let leave = enter(store, refresh);
  addEventListener('hashchange', () => {
    leave();
    store.set({ route: routeOf(location.hash) });
    leave = enter(store, refresh);
  });
  void begin(store, player);
  return {
    store,
    player,
    open: (camera) => {
      location.hash = hashOf({ camera });
    },
    show: (dialog) => store.set({ dialog }),
    dismiss: () => store.set({ problem: null }),
    plan: fetchPlan,
    apply: async (request) => {
      await sendCommand(request);
      refresh();
    },
  };
}

async function begin(store: PageStore, player: Player): Promise<void> {
  try {
    const [fleet, charts] = await Promise.all([fetchFleet(), fetchCharts()]);
    const { at, keeper, cameras, past, isLive } = fleet;
    const rows = new Map(cameras.map((row) => [row.name, row]));
    store.set({ charts, keeper, past, isLive, rows, aheadMs: at - Date.now() });
    if (!isLive && past) player.seek(past.toMs);
  } catch (error) {
    store.set({ connection: 'lost' });
    setTimeout(() => void begin(store, player), refreshMs);
    tell(store, error);
  }
}

/** Looks at what the address names. Returns how to stop looking. */
function enter(store: PageStore, refresh: () => void): () => void {
  const { camera } = store.get().route;
  store.set({ story: emptyStory, detail: null });
  const unfollow = followLive(store, camera);
  const unlisten = refreshOnNews(store, refresh);
  const timer = setInterval(refresh, refreshMs);
  refresh();
  if (camera !== null) void readStory(store, camera);
  return () => {
    unfollow();
    unlisten();
    clearInterval(timer);
  };
}

function refreshOnNews(store: PageStore, refresh: () => void): () => void {
  let seen = store.get().story;
  return store.listen(() => {
    const { story, moment } = store.get();
    if (story === seen) return;
    seen = story;
    if (moment === null) refresh();
  });
}

/** What happened before we came; what came meanwhile stays. */
async function readStory(store: PageStore, camera: string): Promise<void> {
  const before = await fetchStory(camera, { fromMs: null, toMs: null }).catch(() => null);
  const { route, story } = store.get();
  if (before === null || route.camera !== camera) return;
  const known = withNewer(emptyStory, { events: before.events, lost: 0 });
  store.set({ story: withNewer(known, story) });
}

/** Asks for what is looked at, as it is or was at the time that is shown. */
function refresher(store: PageStore): () => void {
  const ask = oneAtATime(pauseMs);
  const task = async () => {
    const { route, moment } = store.get();
    if (document.hidden) return;
    if (route.camera !== null) await readCamera(store, route.camera);
    else if (moment !== null) await readPast(store, moment.atMs);
  };
  return () => ask(task);
}

async function readCamera(store: PageStore, camera: string): Promise<void> {
  if (isAbsent(store.get(), camera)) return store.set({ detail: null });
  const atMs = store.get().moment?.atMs ?? null;
  const detail = await fetchCamera(camera, atMs).catch(() => null);
  const { route, moment } = store.get();
  if (route.camera !== camera || (moment === null) !== (atMs === null)) return;
  store.set({ detail });
}

/** There is no such camera now: nobody needs to be asked. */
const isAbsent = ({ moment, rows, keeper }: PageState, camera: string): boolean =>
  moment === null && keeper !== null && !rows.has(camera);

async function readPast(store: PageStore, atMs: number): Promise<void> {
  const fleet = await fetchFleet(atMs);
  const { moment } = store.get();
  if (moment !== null) store.set({ moment: { ...moment, fleet } });
}

function tell(store: PageStore, error: unknown): void {
  store.set({ problem: error instanceof Error ? error.message : String(error) });
}
