import type { LiveEvents } from '../../api.ts';
import { withChange } from '../model/rows.ts';
import { withNewer } from '../model/story.ts';
import type { PageStore } from './state.ts';

/** How long the server may take to come back before the page says so again, ms. */
const retryMs = 2000;

/**
 * Follows what happens, and everything about one camera. Returns how to end that. EventSource
 * connects anew by itself, except where the server has refused.
 */
export function followLive(store: PageStore, camera: string | null): () => void {
  const query = camera === null ? '' : `?camera=${encodeURIComponent(camera)}`;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let source = open();
  function open(): EventSource {
    const opened = new EventSource(`api/live${query}`);
    opened.onopen = () => store.set({ connection: 'open' });
    opened.onerror = () => {
      store.set({ connection: 'lost' });
      if (opened.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(() => {
        source = open();
      }, retryMs);
    };
    hear(opened, store);
    return opened;
  }
  return () => {
    clearTimeout(retry);
    source.close();
  };
}

function hear(source: EventSource, store: PageStore): void {
  const on = <Name extends keyof LiveEvents>(
    name: Name,
    handle: (payload: LiveEvents[Name]) => void,
  ) => source.addEventListener(name, ({ data }) => handle(JSON.parse(data) as LiveEvents[Name]));
  on('fleet', (change) => {
    const rows = withChange(store.get().rows, change);
    store.set({ rows, aheadMs: change.at - Date.now() });
  });
  on('story', (batch) => store.set({ story: withNewer(store.get().story, batch) }));
  on('keeper', ({ at, keeper, past }) => store.set({ keeper, past, aheadMs: at - Date.now() }));
}
