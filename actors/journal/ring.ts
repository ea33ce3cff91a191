import { writeFile } from 'node:fs/promises';
import type { JournalSink } from './journal.ts';

/**
 * The last of a journal in memory: two stretches, each from a beginning on. When the newer one has
 * half of the room, it becomes the older one. Never above the room by more than one line.
 */
export class JournalRing implements JournalSink {
  readonly #halfBytes: number;
  #older: string[] = [];
  #newer: string[] = [];
  #newerBytes = 0;

  constructor(roomBytes: number) {
    this.#halfBytes = roomBytes / 2;
  }

  begin(line: string): void {
    this.#older = this.#newer;
    this.#newer = [];
    this.#newerBytes = 0;
    this.append(line);
  }

  append(line: string): void {
    this.#newer.push(line);
    this.#newerBytes += line.length;
  }

  wantsBeginning(): boolean {
    return this.#newerBytes > this.#halfBytes;
  }

  /** What is held now, oldest first. */
  get lines(): readonly string[] {
    return [...this.#older, ...this.#newer];
  }

  /** Replaces nothing: throws EEXIST. */
  async dump(file: string): Promise<void> {
    await writeFile(file, `${this.lines.join('\n')}\n`, { flag: 'wx', mode: 0o600 });
  }
}
