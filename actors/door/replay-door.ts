import type { EventObject } from 'xstate';
import { type Door, Incarnations, type Input } from './door.ts';

export type ReplayDoor = Door & {
  /** Lets one written-down input happen. Throws when the run so far does not lead there. */
  readonly feed: (input: Input) => void;
};

/** The door of a replay: nothing comes from outside but what the journal says. */
export function replayDoor(): ReplayDoor {
  const incarnations = new Incarnations();
  const doorways = new Map<string, (event: EventObject) => void>();
  const timers = new Map<number, () => void>();
  let timersMade = 0;

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
        timers.set(++timersMade, ring);
        return timersMade;
      },
      clearTimeout: (number) => timers.delete(number),
    },
    open: (path, receive) => {
      const to = incarnations.next(path);
      doorways.set(to, receive);
      return { report: () => {}, close: () => doorways.delete(to) };
    },
    feed: (input) => ('timer' in input ? fire(input.timer) : deliver(input.to, input.event)),
  };
}
