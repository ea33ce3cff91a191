/**
 * Whether anybody wants the results of the trackers. A result for every frame costs the keeper a
 * wake-up each, which is most of what it costs at all: without demand none is sent.
 */
export class Demand {
  readonly #watchers = new Set<() => void>();
  readonly #ask: () => boolean;
  wanted = false;

  constructor(ask: () => boolean) {
    this.#ask = ask;
  }

  /** Asks again, and tells the trackers when the answer has changed. */
  look(): void {
    const before = this.wanted;
    this.wanted = this.#ask();
    if (this.wanted !== before) for (const watcher of this.#watchers) watcher();
  }

  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }
}
