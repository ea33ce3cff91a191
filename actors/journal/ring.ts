import { writeFile } from 'node:fs/promises';
import type { JournalSink } from './journal.ts';

/** Lines one after another, each with its mark. */
export type MarkedLines = { readonly lines: readonly string[]; readonly marks: readonly number[] };

/**
 * The last of a journal in memory: two stretches, each from a beginning on. When the newer one has
 * half of the room, it becomes the older one. Never above the room by more than one line.
 */
export class JournalRing implements JournalSink {
  readonly #halfBytes: number;
  #older = new Stretch();
  #newer = new Stretch();
  /** Lines that were thrown away. */
  #dropped = 0;

  constructor(roomBytes: number) {
    this.#halfBytes = roomBytes / 2;
  }

  begin(line: string, mark = 0): void {
    this.#dropped += this.#older.lines.length;
    this.#older = this.#newer;
    this.#newer = new Stretch();
    this.append(line, mark);
  }

  append(line: string, mark = 0): void {
    this.#newer.push(line, mark);
  }

  wantsBeginning(): boolean {
    return this.#newer.bytes > this.#halfBytes;
  }

  /** What is held now, oldest first. */
  get lines(): readonly string[] {
    return [...this.#older.lines, ...this.#newer.lines];
  }

  /** The number of the oldest line that is held: lines are counted from 0 as they come. */
  get firstNumber(): number {
    return this.#dropped;
  }

  /** Of what is held, the oldest: a beginning; null: nothing yet. */
  get oldest(): { readonly line: string; readonly mark: number } | null {
    const { lines, marks } = this.#older.lines.length > 0 ? this.#older : this.#newer;
    return lines.length === 0 ? null : { line: lines[0]!, mark: marks[0]! };
  }

  /** The lines from that number on which are held. */
  linesFrom(number: number): MarkedLines {
    const start = Math.max(0, number - this.#dropped);
    const lines = this.lines.slice(start);
    const marks = [...this.#older.marks, ...this.#newer.marks].slice(start);
    return { lines, marks };
  }

  /** Replaces nothing: throws EEXIST. */
  async dump(file: string): Promise<void> {
    await writeFile(file, `${this.lines.join('\n')}\n`, { flag: 'wx', mode: 0o600 });
  }
}

class Stretch implements MarkedLines {
  readonly lines: string[] = [];
  readonly marks: number[] = [];
  bytes = 0;

  push(line: string, mark: number): void {
    this.lines.push(line);
    this.marks.push(mark);
    this.bytes += line.length;
  }
}
