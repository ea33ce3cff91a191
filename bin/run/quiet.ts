import type { CameraState } from '../../index.ts';
import { duration } from '../../keeper/time-words.ts';

/** So many failures and recoveries are told in full; after that, less and less. */
const toldInFull = 3;
const firstReminderMs = 60_000;
const lastReminderMs = 3_600_000;
/** Up for so long, whatever fails after it is news. */
const calmMs = 600_000;

export type Sighting = Pick<CameraState, 'state' | 'reason' | 'next'>;
/** A line worth telling; `summary` is to be put behind it, empty where there is nothing to sum. */
export type Telling = { readonly sighting: Sighting; readonly summary: string };

type Trouble = {
  readonly sinceMs: number;
  readonly failures: number;
  readonly recoveries: number;
  readonly reasons: ReadonlySet<string>;
  /** When the next reminder is due, and the pause before it. */
  readonly nextMs: number;
  readonly pauseMs: number;
  /** While it is up in between. */
  readonly up: { readonly sinceMs: number; readonly sighting: Sighting } | null;
  readonly downSinceMs: number;
  /** What was told last is that it is up. */
  readonly saidUp: boolean;
};

/**
 * What of the changes of cameras is worth a line. One that fails again and again, or comes up and
 * fails again, is told a few times, then when it fails for another reason, and else at growing
 * intervals with a sum of what was left out: status has the rest.
 */
export class Quiet {
  readonly #troubles = new Map<string, Trouble>();

  /** null: not worth a line. */
  hear(camera: string, sighting: Sighting, nowMs: number): Telling | null {
    const trouble = this.#lasting(camera, nowMs);
    const kind = kindOf(sighting);
    if (!trouble || kind === 'off') {
      if (kind === 'failed') this.#troubles.set(camera, begun(sighting, nowMs));
      else this.#troubles.delete(camera);
      return { sighting, summary: '' };
    }
    const { isTold, after } = reactions[kind](trouble, sighting, nowMs);
    this.#troubles.set(camera, after);
    return isTold ? { sighting, summary: summaryOf(after, nowMs) } : null;
  }

  /** Cameras of which nobody was told that they are up, and that are so for some time now. */
  look(nowMs: number): ReadonlyMap<string, Telling> {
    const tellings = new Map<string, Telling>();
    for (const [camera, trouble] of this.#troubles) {
      const { up } = trouble;
      if (!up || trouble.saidUp || nowMs < dueMs(trouble)) continue;
      this.#troubles.set(camera, { ...trouble, saidUp: true });
      tellings.set(camera, { sighting: up.sighting, summary: summaryOf(trouble, nowMs) });
    }
    return tellings;
  }

  /** When to look again; null while nothing is held back. */
  get nextLookMs(): number | null {
    const heldBack = [...this.#troubles.values()].filter(({ up, saidUp }) => up && !saidUp);
    return heldBack.length === 0 ? null : Math.min(...heldBack.map(dueMs));
  }

  #lasting(camera: string, nowMs: number): Trouble | null {
    const trouble = this.#troubles.get(camera);
    const isOver = trouble?.up && nowMs - trouble.up.sinceMs >= calmMs;
    return trouble && !isOver ? trouble : null;
  }
}

const dueMs = ({ up, pauseMs }: Trouble): number => up!.sinceMs + Math.min(pauseMs, calmMs);

type Kind = 'up' | 'off' | 'failed' | 'between';

function kindOf({ state, next }: Sighting): Kind {
  if (state === 'running.healthy') return 'up';
  if (state === 'starting.backingOff' || state === 'disabled.faulted') return 'failed';
  if (state === 'running.degraded') return next?.attempt ? 'failed' : 'between';
  return /^(disabled|stopping|removed|broken)/.test(state) ? 'off' : 'between';
}

const begun = (sighting: Sighting, nowMs: number): Trouble => ({
  sinceMs: nowMs,
  failures: 1,
  recoveries: 0,
  reasons: new Set([causeOf(sighting)]),
  nextMs: nowMs + firstReminderMs,
  pauseMs: firstReminderMs,
  up: null,
  downSinceMs: nowMs,
  saidUp: false,
});

type Reaction = (
  trouble: Trouble,
  sighting: Sighting,
  nowMs: number,
) => { readonly isTold: boolean; readonly after: Trouble };

const reactions: Readonly<Record<Exclude<Kind, 'off'>, Reaction>> = {
  failed: (trouble, sighting, nowMs) => {
    const cause = causeOf(sighting);
    const failures = trouble.failures + 1;
    const isNew = !trouble.reasons.has(cause);
    const isDue = nowMs >= trouble.nextMs;
    const isTold = failures <= toldInFull || isNew || isDue || trouble.saidUp;
    const pauseMs = isDue ? Math.min(trouble.pauseMs * 2, lastReminderMs) : trouble.pauseMs;
    const after = {
      ...down(trouble, nowMs),
      failures,
      reasons: isNew ? withNew(trouble.reasons, cause) : trouble.reasons,
      nextMs: isDue ? nowMs + pauseMs : trouble.nextMs,
      pauseMs,
      saidUp: false,
    };
    return { isTold, after };
  },
  // what it tries in between is no news; how it failed may be
  between: (trouble, _, nowMs) => ({
    isTold: trouble.failures < toldInFull,
    after: down(trouble, nowMs),
  }),
  up: (trouble, sighting, nowMs) => {
    const recoveries = trouble.recoveries + 1;
    const wasLong = nowMs - trouble.downSinceMs >= calmMs;
    const isTold = recoveries <= toldInFull || wasLong;
    const up = trouble.up ?? { sinceMs: nowMs, sighting };
    return { isTold, after: { ...trouble, recoveries, up, saidUp: isTold || trouble.saidUp } };
  },
};

const down = (trouble: Trouble, nowMs: number): Trouble =>
  trouble.up ? { ...trouble, up: null, downSinceMs: nowMs } : trouble;

function summaryOf({ failures, sinceMs }: Trouble, nowMs: number): string {
  return failures <= toldInFull ? '' : `${failures} failures in ${duration(nowMs - sinceMs)}`;
}

/** ffmpeg's lines hold addresses of its memory, and times. */
const changing = /0x[0-9a-f]+|\d{5,}/gi;
const causeOf = ({ reason }: Sighting): string => reason.replace(changing, '#');

/** Bounded: a reason may hold a number that is another each time. */
const reasonsMax = 8;
const withNew = (reasons: ReadonlySet<string>, reason: string): ReadonlySet<string> =>
  new Set([...reasons, reason].slice(-reasonsMax));
