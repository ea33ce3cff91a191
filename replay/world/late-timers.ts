import type { TimeSource } from '../../actors/door/clock.ts';

/** Real timers are late by a little, each by its own. Counts those that are still to ring. */
export function lateTimers(time: TimeSource, lateMs: () => number = () => 0) {
  const running = new Set<() => void>();
  const later: TimeSource['later'] = (fire, delayMs) => {
    const ring = () => {
      running.delete(ring);
      fire();
    };
    running.add(ring);
    const cancel = time.later(ring, delayMs + lateMs());
    return () => {
      running.delete(ring);
      cancel();
    };
  };
  return { nowMs: time.nowMs, later, pending: () => running.size };
}
