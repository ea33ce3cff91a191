const heldMaxBytes = 1 << 20;

/**
 * Standard output for a program that must never wait for its reader: when too much is held for one
 * that does not read, further lines are left out, and how many is told when it reads again.
 */
export class BoundedOutput {
  readonly #stream: NodeJS.WriteStream;
  readonly #tellLost: (lines: number) => string;
  #lost = 0;

  constructor(stream: NodeJS.WriteStream, tellLost: (lines: number) => string) {
    this.#stream = stream;
    this.#tellLost = tellLost;
  }

  write(line: string): void {
    if (this.#stream.destroyed || this.#stream.writableLength > heldMaxBytes) {
      this.#lost += 1;
      return;
    }
    if (this.#lost > 0) this.#stream.write(this.#tellLost(this.#lost));
    this.#lost = 0;
    this.#stream.write(line);
  }
}
