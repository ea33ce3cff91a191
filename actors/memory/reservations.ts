/** Whether the rest of the machine has given memory back, which nobody tells. */
const lookAgainEveryMs = 10_000;

/**
 * Who of a keeper reserves memory, and who waits for room. One at a time, in the order of asking:
 * two that reserve side by side may both fail where one after the other the first would have
 * fitted.
 */
export class Reservations {
  readonly #line: ((done: () => void) => void)[] = [];
  readonly #hopeful = new Set<() => void>();
  #isTaken = false;
  #timer: NodeJS.Timeout | null = null;

  /**
   * Calls `act` when it is its turn, now if nobody has one; it calls `done` to give the turn on.
   * Returns how to leave the line; whose turn it is has left it.
   */
  take(act: (done: () => void) => void): () => void {
    const own = (done: () => void) => act(done);
    this.#line.push(own);
    this.#next();
    return () => {
      const index = this.#line.indexOf(own);
      if (index >= 0) this.#line.splice(index, 1);
    };
  }

  /** Calls `look` now and then. Returns how to end that. */
  hope(look: () => void): () => void {
    this.#hopeful.add(look);
    this.#timer ??= setInterval(() => {
      for (const each of [...this.#hopeful]) each();
    }, lookAgainEveryMs);
    return () => {
      this.#hopeful.delete(look);
      if (this.#hopeful.size === 0) this.#rest();
    };
  }

  /** Nobody's turn comes any more. */
  close(): void {
    this.#line.length = 0;
    this.#hopeful.clear();
    this.#rest();
  }

  #next(): void {
    if (this.#isTaken) return;
    const act = this.#line.shift();
    if (!act) return;
    this.#isTaken = true;
    let isDone = false;
    act(() => {
      if (isDone) return;
      isDone = true;
      this.#isTaken = false;
      this.#next();
    });
  }

  #rest(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}
