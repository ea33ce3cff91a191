/**
 * Whose turn it is to start a process: one in each turn of the event loop, which stands still until
 * the child has executed. What came in meanwhile, a command for another camera, goes before the
 * next start.
 */
export class Starts {
  readonly #line: (() => void)[] = [];
  #isTaken = false;

  /** Calls `start`: now, if nobody has started in this turn. Returns how to leave the line. */
  take(start: () => void): () => void {
    const own = () => start();
    this.#line.push(own);
    if (!this.#isTaken) this.#next();
    return () => {
      const index = this.#line.indexOf(own);
      if (index >= 0) this.#line.splice(index, 1);
    };
  }

  readonly #next = (): void => {
    const start = this.#line.shift();
    this.#isTaken = start !== undefined;
    if (!start) return;
    setImmediate(this.#next);
    start();
  };
}
