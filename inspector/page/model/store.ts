/**
 * What the page knows, in one place. However often it changes, listeners hear of it once a frame,
 * and not at all while nobody looks.
 */
export type Store<State> = {
  readonly get: () => State;
  readonly set: (change: Partial<State>) => void;
  readonly listen: (listener: () => void) => () => void;
};

export type Schedule = (task: () => void) => void;

export function createStore<State extends object>(
  initial: State,
  schedule: Schedule,
): Store<State> {
  const listeners = new Set<() => void>();
  let state = initial;
  let isScheduled = false;
  const tell = () => {
    isScheduled = false;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => state,
    set: (change) => {
      state = { ...state, ...change };
      if (isScheduled) return;
      isScheduled = true;
      schedule(tell);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
