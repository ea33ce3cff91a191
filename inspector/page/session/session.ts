import type { CommandRequest, PlanReply } from '../../api.ts';
import { hashOf, routeOf } from '../model/route.ts';
import { covers, emptyStory, reachesMs, withNewer } from '../model/story.ts';
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
  store.set({ story: emptyStory, early: null, detail: null });
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
  let seen = { story: emptyStory, isThere: false };
  return store.listen(() => {
    const { story, moment, rows, route } = store.get();
    const isThere = rows.has(route.camera ?? '');
    if (story === seen.story && isThere === seen.isThere) return;
    seen = { story, isThere };
    if (moment === null) refresh();
  });
}

/** What happened before we came; what came meanwhile stays. */
async function readStory(store: PageStore, camera: string): Promise<void> {
  const before = await fetchStory(camera, { fromMs: null, toMs: null }).catch(() => null);
  const { route, story } = store.get();
  if (before === null || route.camera !== camera) return;
  const known = { events: before.events, lost: 0, isWhole: before.isWhole };
  store.set({ story: withNewer(known, story) });
}

/** Asks for what is looked at, as it is or was at the time that is shown. */
function refresher(store: PageStore): () => void {
  const ask = oneAtATime(pauseMs);
  const task = async () => {
    const { route, moment } = store.get();
    if (document.hidden) return;
    if (route.camera !== null) {
      await Promise.all([readCamera(store, route.camera), readEarly(store, route.camera)]);
    } else if (moment !== null) await readPast(store, moment.atMs);
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

/** What happened around a time that lies before the story that is kept here. */
async function readEarly(store: PageStore, camera: string): Promise<void> {
  const { moment, story, early } = store.get();
  if (moment === null || moment.atMs >= reachesMs(story) || covers(early, moment.atMs)) return;
  for (const toMs of [moment.atMs + aheadMs, moment.atMs]) {
    const { events, isWhole } = await fetchStory(camera, { fromMs: null, toMs });
    const found = { events, isWhole, lost: 0, toMs };
    if (store.get().route.camera !== camera) return;
    store.set({ early: found });
    if (covers(found, moment.atMs)) return; // else there was more than fits into one answer
  }
}

/** So much of what came after it, too, for steps onwards. */
const aheadMs = 60_000;

/** There is no such camera now: nobody needs to be asked. */
const isAbsent = ({ moment, rows }: PageState, camera: string): boolean =>
  moment === null && !rows.has(camera);

async function readPast(store: PageStore, atMs: number): Promise<void> {
  const fleet = await fetchFleet(atMs);
  const { moment } = store.get();
  if (moment !== null) store.set({ moment: { ...moment, fleet } });
}

function tell(store: PageStore, error: unknown): void {
  store.set({ problem: error instanceof Error ? error.message : String(error) });
}
