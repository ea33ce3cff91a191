import type { ProcessPhase } from '../machines/process-setup.ts';

const hourMs = 3_600_000;

/** What the observer sees of a capture process. */
export type CaptureSight = {
  readonly phase: ProcessPhase;
  /** Runs since the camera came up. */
  readonly runs: number;
  /** How the last run ended. */
  readonly cause: string | null;
};

/**
 * Reconnects and stalls of one camera within the last hour. Times are those of a clock that nobody
 * sets, given by the caller.
 */
export class StreamHealth {
  #reconnectsMs: number[] = [];
  #stallsMs: number[] = [];
  #last: CaptureSight = { phase: 'off', runs: 0, cause: null };

  see(sight: CaptureSight, nowMs: number): void {
    const last = this.#last;
    this.#last = sight;
    const hasRunAgain = sight.runs > last.runs && sight.runs > 1;
    if (hasRunAgain) this.#reconnectsMs = [...recent(this.#reconnectsMs, nowMs), nowMs];
    const hasFailed = sight.phase === 'backingOff' && last.phase !== 'backingOff';
    if (!hasFailed || (sight.cause !== 'stalled' && sight.cause !== 'hung')) return;
    this.#stallsMs = [...recent(this.#stallsMs, nowMs), nowMs];
  }

  lastHour(nowMs: number): { readonly reconnects: number; readonly stalls: number } {
    return {
      reconnects: recent(this.#reconnectsMs, nowMs).length,
      stalls: recent(this.#stallsMs, nowMs).length,
    };
  }
}

const recent = (times: readonly number[], nowMs: number): number[] =>
  times.filter((atMs) => nowMs - atMs < hourMs);
