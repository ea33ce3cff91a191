type Waiting = { readonly act: (done: () => void) => void };

/**
 * One at a time, in the order of asking: two that reserve side by side may both fail where one
 * after the other the first would have fitted.
 */
export class Turns {
  readonly #waiting: Waiting[] = [];
  #isTaken = false;

  /**
   * Calls `act` when it is its turn, now if nobody has one; it calls `done` to give the turn on.
   * Returns how to leave the line; whose turn it is has left it.
   */
  take(act: (done: () => void) => void): () => void {
    const waiting = { act };
    this.#waiting.push(waiting);
    this.#next();
    return () => {
      const index = this.#waiting.indexOf(waiting);
      if (index >= 0) this.#waiting.splice(index, 1);
    };
  }

  #next(): void {
    if (this.#isTaken) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#isTaken = true;
    let isDone = false;
    next.act(() => {
      if (isDone) return;
      isDone = true;
      this.#isTaken = false;
      this.#next();
    });
  }
}
