const everyMs = 1_000;

type Watched = { readonly isHung: () => boolean; readonly onHung: () => void; hung: boolean };

export type HangWatchOptions = {
  /** What else is to be looked at every second while processes live. */
  readonly onLook?: () => void;
  /** Of a look that threw: it tells nothing about a process. */
  readonly onTrouble: (error: unknown) => void;
};

/**
 * Looks at all living processes of a keeper with one timer, which runs only while there are some.
 */
export class HangWatch {
  readonly #watched = new Set<Watched>();
  readonly #onLook: () => void;
  readonly #onTrouble: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;

  constructor({ onLook = () => {}, onTrouble }: HangWatchOptions) {
    this.#onLook = onLook;
    this.#onTrouble = onTrouble;
  }

  /**
   * Tells once that it hangs, and again when it came back in between. Returns how to stop looking.
   */
  add(isHung: () => boolean, onHung: () => void): () => void {
    const watched = { isHung, onHung, hung: false };
    this.#watched.add(watched);
    this.#timer ??= setInterval(() => this.look(), everyMs);
    return () => {
      this.#watched.delete(watched);
      if (this.#watched.size === 0) this.#rest();
    };
  }

  /** Also of processes that not even SIGKILL has ended. */
  close(): void {
    this.#watched.clear();
    this.#rest();
  }

  look(): void {
    this.#guard(this.#onLook);
    for (const watched of [...this.#watched]) this.#guard(() => lookAt(watched));
  }

  #rest(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  #guard(look: () => void): void {
    try {
      look();
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}

function lookAt(watched: Watched): void {
  const before = watched.hung;
  watched.hung = watched.isHung();
  if (watched.hung && !before) watched.onHung();
}
