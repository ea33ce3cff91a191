import type { JournalFile } from './file.ts';
import type { JournalSink } from './journal.ts';
import type { JournalRing } from './ring.ts';

/**
 * A journal in files, and the last of it in memory as well, where moments of the past are looked
 * up. What begins anew for the ring alone stands in the middle of a file.
 */
export class FileAndRing implements JournalSink {
  readonly #file: JournalFile;
  readonly #ring: JournalRing;

  constructor(file: JournalFile, ring: JournalRing) {
    this.#file = file;
    this.#ring = ring;
  }

  begin(line: string, mark: number): void {
    if (this.#file.wantsBeginning()) this.#file.begin(line);
    else this.#file.append(line);
    this.#ring.begin(line, mark);
  }

  append(line: string, mark: number): void {
    this.#file.append(line);
    this.#ring.append(line, mark);
  }

  wantsBeginning(): boolean {
    return this.#file.wantsBeginning() || this.#ring.wantsBeginning();
  }
}
