const hourMs = 3_600_000;

/**
 * Starts of a camera's capture within the last hour, but for the first one since it came up. Times
 * are those of a clock that nobody sets, given by the caller.
 */
export class Reconnects {
  #timesMs: readonly number[] = [];
  #runs = 0;

  see(runs: number, nowMs: number): void {
    if (runs > this.#runs && runs > 1) this.#timesMs = [...recent(this.#timesMs, nowMs), nowMs];
    this.#runs = runs;
  }

  lastHour(nowMs: number): number {
    return recent(this.#timesMs, nowMs).length;
  }
}

const recent = (times: readonly number[], nowMs: number): readonly number[] =>
  times.filter((atMs) => nowMs - atMs < hourMs);
