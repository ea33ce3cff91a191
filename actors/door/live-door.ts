import type { EventObject } from 'xstate';
import { numberedClock, realTime, type TimeSource } from './clock.ts';
import { type Door, type DoorState, Incarnations, type Input } from './door.ts';

export type LiveDoorOptions = {
  readonly time?: TimeSource;
  /** Hears every input at the moment of its delivery: the journal. */
  readonly onInput?: (input: Input) => void;
  /** Runs the delivery after the caller has returned. */
  readonly defer?: (deliver: () => void) => void;
};

type Delivery = {
  readonly to: string;
  readonly event: EventObject;
  readonly receive: (event: EventObject) => void;
  readonly isOpen: () => boolean;
};

export type LiveDoor = Door & {
  /**
   * Nothing comes in any more, no timer rings: machines that nobody can reach stand still for good.
   */
  readonly close: () => void;
  readonly state: () => DoorState;
};

/** The door of a running keeper: what is reported is written down and delivered, in order. */
export function liveDoor(options: LiveDoorOptions = {}): LiveDoor {
  const { time = realTime, onInput = () => {}, defer = queueMicrotask } = options;
  const incarnations = new Incarnations();
  const waiting: Delivery[] = [];
  const addresses = new Set<string>();
  const clock = numberedClock(time, (timer) => onInput({ at: time.nowMs(), timer }));
  let isClosed = false;

  const deliverNext = () => {
    const next = waiting.shift();
    if (isClosed || !next?.isOpen()) return; // its scope was left meanwhile: nobody would hear it
    onInput({ at: time.nowMs(), to: next.to, event: next.event });
    next.receive(next.event);
  };
  return {
    clock,
    state: () => ({ addresses: [...addresses].sort(), ...incarnations.state, ...clock.state() }),
    close: () => {
      isClosed = true;
      clock.close();
    },
    open: (path, receive) => {
      const to = incarnations.next(path);
      let open = true;
      addresses.add(to);
      return {
        report: (event) => {
          waiting.push({ to, event, receive, isOpen: () => open });
          defer(deliverNext);
        },
        close: () => {
          open = false;
          addresses.delete(to);
        },
      };
    },
  };
}
