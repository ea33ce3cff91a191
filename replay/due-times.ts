import { seconds } from './difference.ts';

/**
 * Node counts from the beginning of the turn of its loop: a timer that was set late in a long turn
 * rings by so much too early.
 */
const earlyMsMax = 1_000;
const earlyShareMax = 0.1;
/** Of more, those that are due are forgotten: they cannot be early any more. */
const knownMax = 10_000;

type Due = { readonly setMs: number; readonly delayMs: number };

/** When the timers of a replay would have rung by themselves. */
export class DueTimes {
  readonly #dues = new Map<number, Due>();
  /** Of the recording: its time of the last input. */
  nowMs = 0;

  readonly set = (timer: number, delayMs: number): void => {
    this.#dues.set(timer, { setMs: this.nowMs, delayMs });
    if (this.#dues.size > knownMax) this.#forgetDue();
  };

  /** In words, that it rings now and is not due for long; null: it may ring, or is not known. */
  tooEarly(timer: number): string | null {
    const due = this.#dues.get(timer);
    this.#dues.delete(timer);
    if (!due) return null;
    const tookMs = this.nowMs - due.setMs;
    const earlyMs = due.delayMs - tookMs;
    if (earlyMs <= Math.max(earlyMsMax, due.delayMs * earlyShareMax)) return null;
    const [took, takes] = [tookMs, due.delayMs].map(seconds);
    return `timer ${timer} rang ${took} after it was set; here it is set for ${takes}`;
  }

  #forgetDue(): void {
    for (const [timer, { setMs, delayMs }] of this.#dues) {
      if (setMs + delayMs <= this.nowMs) this.#dues.delete(timer);
    }
  }
}
