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

/** Monotonic time of this process. */
export const realTime: TimeSource = {
  nowMs: () => performance.now(),
  later: (fire, delayMs) => {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Numbers every timer: that timer n fired is an input like any other. */
export function numberedClock(time: TimeSource, fired: (timer: number) => void): Clock {
  const cancels = new Map<number, () => void>();
  let count = 0;
  return {
    setTimeout: (fire, delayMs) => {
      const number = ++count;
      const ring = () => {
        cancels.delete(number);
        fired(number);
        fire();
      };
      cancels.set(number, time.later(ring, delayMs));
      return number;
    },
    clearTimeout: (number) => {
      cancels.get(number)?.();
      cancels.delete(number);
    },
  };
}
