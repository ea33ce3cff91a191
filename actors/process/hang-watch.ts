const everyMs = 1_000;

type Watched = { readonly isHung: () => boolean; readonly onHung: () => void; hung: boolean };

/**
 * Looks at all living processes of a keeper with one timer, which runs only while there are some.
 */
export class HangWatch {
  readonly #watched = new Set<Watched>();
  readonly #onLook: () => void;
  #timer: NodeJS.Timeout | null = null;

  /** `onLook`: what else is to be looked at every second while processes live. */
  constructor(onLook: () => void = () => {}) {
    this.#onLook = onLook;
  }

  /**
   * Tells once that it hangs, and again when it came back in between. Returns how to stop looking.
   */
  add(isHung: () => boolean, onHung: () => void): () => void {
    const watched = { isHung, onHung, hung: false };
    this.#watched.add(watched);
    this.#timer ??= setInterval(() => this.#look(), everyMs);
    return () => {
      this.#watched.delete(watched);
      if (this.#watched.size > 0 || !this.#timer) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }

  #look(): void {
    this.#onLook();
    for (const watched of this.#watched) {
      const before = watched.hung;
      watched.hung = watched.isHung();
      if (watched.hung && !before) watched.onHung();
    }
  }
}
