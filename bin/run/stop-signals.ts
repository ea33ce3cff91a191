export type StopWish = 'stop' | 'same' | 'now' | 'quit';

/** A terminal and npm may both send the Ctrl-C that was pressed once. */
const sameWithinMs = 500;

/** What another signal to stop means: in order, then at once, then not waiting for anything. */
export class StopSignals {
  readonly #lastMs = new Map<NodeJS.Signals, number>();
  #count = 0;

  hear(signal: NodeJS.Signals, nowMs: number): StopWish {
    const lastMs = this.#lastMs.get(signal);
    if (lastMs !== undefined && nowMs - lastMs < sameWithinMs) return 'same';
    this.#lastMs.set(signal, nowMs);
    this.#count += 1;
    if (this.#count === 1) return 'stop';
    return this.#count === 2 ? 'now' : 'quit';
  }
}
