import type { TimeSource } from './clock.ts';

type Alarm = { readonly at: number; readonly order: number; readonly fire: () => void };

export type JumpingTime = TimeSource & {
  /** Runs everything that is due up to then, each at its own time, and stands there. */
  readonly jumpTo: (atMs: number) => void;
  /** When something is due next, or null. */
  readonly nextAtMs: () => number | null;
  /** How many alarms are set. */
  readonly pending: () => number;
};

/**
 * Time for scripts and simulations: jumps from one due alarm to the next, so that an hour costs as
 * much as what happens in it. Alarms set for the same moment ring in the order of their setting.
 */
export function jumpingTime(): JumpingTime {
  const alarms: Alarm[] = [];
  let now = 0;
  let order = 0;

  const nextAtMs = () => alarms[0]?.at ?? null;
  return {
    nowMs: () => now,
    nextAtMs,
    pending: () => alarms.length,
    later: (fire, delayMs) => {
      const alarm = { at: now + Math.max(0, delayMs), order: order++, fire };
      insert(alarms, alarm);
      return () => {
        const index = alarms.indexOf(alarm);
        if (index >= 0) alarms.splice(index, 1);
      };
    },
    jumpTo: (atMs) => {
      for (let next = alarms[0]; next && next.at <= atMs; next = alarms[0]) {
        alarms.shift();
        now = next.at;
        next.fire();
      }
      now = Math.max(now, atMs);
    },
  };
}

function insert(alarms: Alarm[], alarm: Alarm): void {
  let low = 0;
  let high = alarms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (alarms[middle]!.at <= alarm.at) low = middle + 1;
    else high = middle;
  }
  alarms.splice(low, 0, alarm);
}
