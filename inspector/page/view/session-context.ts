import { createContext } from 'preact';
import { useContext, useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { Session } from '../session/session.ts';
import { type PageState, shownMs } from '../session/state.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('there is no session');
  return session;
}

/** Part of the state; what is drawn from it is drawn anew only when that part is another one. */
export function useSelected<Part>(select: (state: PageState) => Part): Part {
  const { store } = useSession();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const latest = useRef(select);
  const part = select(store.get());
  const shown = useRef(part);
  latest.current = select;
  shown.current = part;
  useEffect(() => {
    const look = () => {
      if (!Object.is(latest.current(store.get()), shown.current)) redraw(undefined as never);
    };
    look(); // what changed between drawing and listening
    return store.listen(look);
  }, [store]);
  return part;
}

/** The time that is shown; goes on by itself while it is now. */
export function useShownTime(periodMs = 500): number {
  const { store } = useSession();
  const atMs = useSelected(({ moment }) => moment?.atMs ?? null);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (atMs !== null) return;
    const timer = setInterval(() => {
      if (!document.hidden) redraw((count) => count + 1);
    }, periodMs);
    return () => clearInterval(timer);
  }, [atMs === null, periodMs]);
  return shownMs(store.get());
}
