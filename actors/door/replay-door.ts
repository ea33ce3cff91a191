import type { EventObject } from 'xstate';
import { type Door, type DoorState, Incarnations, type Input } from './door.ts';

export type ReplayDoor = Door & {
  /** Lets one written-down input happen. Throws when the run so far does not lead there. */
  readonly feed: (input: Input) => void;
  readonly state: () => DoorState;
  /**
   * While it runs, whoever comes to the door is who lived there already, and `timer` is the next
   * timer's number, not a new one.
   */
  readonly restoring: (restore: (expectTimer: (timer: number) => void) => void) => void;
};

const untouched: DoorState = {
  addresses: [],
  born: [],
  bornForgotten: 0,
  timersMade: 0,
  timers: [],
};

/** The door of a replay: nothing comes from outside but what the journal says. */
export function replayDoor(state: DoorState = untouched): ReplayDoor {
  const incarnations = new Incarnations(state);
  const doorways = new Map<string, (event: EventObject) => void>();
  const timers = new Map<number, () => void>();
  let timersMade = state.timersMade;
  let expectedTimer: number | null = null;
  let isRestoring = false;

  const fire = (number: number) => {
    const ring = timers.get(number);
    if (!ring) throw new Error(`replay: timer ${number} is not running here`);
    timers.delete(number);
    ring();
  };
  const deliver = (to: string, event: EventObject) => {
    const receive = doorways.get(to);
    if (!receive) throw new Error(`replay: nobody lives at ${to} to hear ${event.type}`);
    receive(event);
  };
  return {
    clock: {
      setTimeout: (ring) => {
        const number = expectedTimer ?? ++timersMade;
        timers.set(number, ring);
        return number;
      },
      clearTimeout: (number) => timers.delete(number),
    },
    open: (path, receive) => {
      const restored = isRestoring && state.addresses.find((to) => pathOf(to) === path);
      const to = restored || incarnations.next(path);
      doorways.set(to, receive);
      return { report: () => {}, close: () => doorways.delete(to) };
    },
    feed: (input) => ('timer' in input ? fire(input.timer) : deliver(input.to, input.event)),
    state: () => ({
      addresses: [...doorways.keys()].sort(),
      ...incarnations.state,
      timersMade,
      timers: [...timers.keys()],
    }),
    restoring: (restore) => {
      isRestoring = true;
      restore((timer) => {
        expectedTimer = timer;
      });
      expectedTimer = null;
      isRestoring = false;
    },
  };
}

const pathOf = (address: string): string => address.slice(0, address.lastIndexOf('#'));
