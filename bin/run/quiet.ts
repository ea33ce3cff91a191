/** A camera that is up or off again: whatever fails after it is news. */
const settled = /^(running\.healthy|disabled|removed|broken)/;
/** So many changes are told in full, then only reminders. */
const toldInFull = 6;
const firstReminderMs = 60_000;
const lastReminderMs = 3_600_000;

/** ffmpeg's lines hold addresses of its memory, and times. */
const changing = /0x[0-9a-f]+|\d{5,}/gi;

type Trouble = {
  readonly told: number;
  readonly reasons: ReadonlySet<string>;
  readonly nextMs: number;
  readonly pauseMs: number;
};

const fresh = (nowMs: number): Trouble => ({
  told: 0,
  reasons: new Set(),
  nextMs: nowMs + firstReminderMs,
  pauseMs: firstReminderMs,
});

/**
 * Whether a change of a camera is worth a line. A camera that fails again and again says so a few
 * times, then when it fails for another reason, and else at growing intervals: status has the rest.
 */
export class Quiet {
  readonly #troubles = new Map<string, Trouble>();

  isWorth(camera: string, state: string, { reason, nowMs }: Sighting): boolean {
    if (settled.test(state)) return this.#settle(camera);
    const trouble = this.#troubles.get(camera) ?? fresh(nowMs);
    // what it tries in between is no news; how it failed may be
    const cause = reason.replace(changing, '#');
    const isNew = state === 'starting.backingOff' && !trouble.reasons.has(cause);
    const isDue = state === 'starting.backingOff' && nowMs >= trouble.nextMs;
    const isTold = trouble.told < toldInFull || isNew || isDue;
    const pauseMs = isDue ? Math.min(trouble.pauseMs * 2, lastReminderMs) : trouble.pauseMs;
    this.#troubles.set(camera, {
      told: trouble.told + 1,
      reasons: isNew ? withNew(trouble.reasons, cause) : trouble.reasons,
      nextMs: isDue ? nowMs + pauseMs : trouble.nextMs,
      pauseMs,
    });
    return isTold;
  }

  #settle(camera: string): boolean {
    this.#troubles.delete(camera);
    return true;
  }
}

export type Sighting = { readonly reason: string; readonly nowMs: number };

/** Bounded: a reason may hold a number that is another each time. */
const reasonsMax = 8;
const withNew = (reasons: ReadonlySet<string>, reason: string): ReadonlySet<string> =>
  new Set([...reasons, reason].slice(-reasonsMax));
