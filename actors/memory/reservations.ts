/**
 * Whose turn it is to reserve what was promised. One at a time, in the order of asking: half a
 * region helps nobody, and side by side all would be late.
 */
export class Reservations {
  readonly #line: ((done: () => void) => void)[] = [];
  #isTaken = false;

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

  /** Nobody's turn comes any more. */
  close(): void {
    this.#line.length = 0;
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
}
