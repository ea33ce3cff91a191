import type { DoorState } from './door.ts';

/** What XState asks of a clock. Ids are the numbers of the timers, in the order of their making. */
export type Clock = {
  readonly setTimeout: (fire: () => void, delayMs: number) => number;
  readonly clearTimeout: (id: number) => void;
};

/** Time as the machines know it, and who is told that timer n fired. */
export type TimeSource = {
  readonly nowMs: () => number;
  readonly later: (fire: () => void, delayMs: number) => () => void;
};

/** Node fires a timer that is longer at once. */
const timerMaxMs = 2 ** 31 - 1;

/** Monotonic time of this process. */
export const realTime: TimeSource = {
  nowMs: () => performance.now(),
  later: (fire, delayMs) => {
    const timer = setTimeout(fire, Math.min(delayMs, timerMaxMs));
    return () => clearTimeout(timer);
  },
};

export type NumberedClock = Clock & {
  /** Cancels every timer; none can be set any more. */
  readonly close: () => void;
  readonly state: () => Pick<DoorState, 'timersMade' | 'timers'>;
};

/** Numbers every timer: that timer n fired is an input like any other. */
export function numberedClock(time: TimeSource, fired: (timer: number) => void): NumberedClock {
  const cancels = new Map<number, () => void>();
  let count = 0;
  let isOpen = true;
  return {
    setTimeout: (fire, delayMs) => {
      const number = ++count;
      if (!isOpen) return number;
      const ring = () => {
        fired(number); // whoever hears it still finds the timer
        cancels.delete(number);
        fire();
      };
      cancels.set(number, time.later(ring, delayMs));
      return number;
    },
    clearTimeout: (number) => {
      cancels.get(number)?.();
      cancels.delete(number);
    },
    state: () => ({ timersMade: count, timers: [...cancels.keys()] }),
    close: () => {
      isOpen = false;
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
    },
  };
}
