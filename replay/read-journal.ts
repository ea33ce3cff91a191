import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  type JournalBeginning,
  type JournalEntry,
  journalFormat,
  unchanged,
} from '../actors/journal/format.ts';
import { errorData, KeeperError } from '../config/errors.ts';
import type { Table } from '../config/table.ts';
import type { Beginning } from '../keeper/replay.ts';

export type JournalLine = { readonly line: number; readonly text: string } & (
  | { readonly beginning: JournalBeginning }
  | { readonly entry: JournalEntry }
);

/**
 * The lines of a journal, in order, every configuration whole. A last line that was cut off is left
 * out: there the keeper was killed. Throws JOURNAL_INVALID with file and line, and what the file
 * system throws.
 */
export async function* readJournal(file: string): AsyncGenerator<JournalLine> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const parser = new JournalParser(file);
  let held: string | null = null;
  for await (const line of lines) {
    if (held !== null) yield parser.parse(held);
    held = line;
  }
  const last = held === null ? null : parser.parseLast(held);
  if (last !== null) yield last;
  if (!parser.hasBegun) throw parser.invalid('is empty: a journal begins with a beginning');
}

/** Where the run begins; what is in it was written by `keeper/journaling.ts`. */
export const beginningOf = ({ start, checkpoint }: JournalBeginning): Beginning =>
  ({ start, checkpoint }) as Beginning;

/** Takes the lines of one journal one after another. */
export class JournalParser {
  readonly #file: string;
  #line = 0;
  #cameras: ReadonlyMap<string, unknown> = new Map();
  hasBegun = false;

  /** One that goes on where another one is now. */
  constructor(file: string, before: JournalParser | null = null) {
    this.#file = file;
    if (before === null) return;
    this.#line = before.#line;
    this.#cameras = before.#cameras;
    this.hasBegun = before.hasBegun;
  }

  invalid(what: string): KeeperError {
    return new KeeperError('JOURNAL_INVALID', `${this.#file}:${Math.max(1, this.#line)}: ${what}`);
  }

  parseLast(text: string): JournalLine | null {
    const isWhole = text.endsWith('}') && isJson(text);
    return isWhole ? this.parse(text) : null;
  }

  parse(text: string): JournalLine {
    this.#line++;
    const value = this.#object(text);
    if ('journal' in value) return this.#beginning(text, value as JournalBeginning);
    if (!this.hasBegun) throw this.invalid('a journal begins with {"journal":1,…}');
    const entry = value as JournalEntry;
    if (typeof entry.at !== 'number' || !Array.isArray(entry.moves)) {
      throw this.invalid('an entry has `at` (milliseconds) and `moves` (a list)');
    }
    return { line: this.#line, text, entry: this.#whole(entry) };
  }

  #object(text: string): object {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null) return value;
    } catch (error) {
      throw this.invalid(`is no JSON: ${errorData(error).message}`);
    }
    throw this.invalid('is no JSON object');
  }

  #beginning(text: string, beginning: JournalBeginning): JournalLine {
    if (beginning.journal !== journalFormat) {
      const { journal } = beginning;
      throw this.invalid(`format ${journal}: this camkeeper reads format ${journalFormat}`);
    }
    this.hasBegun = true;
    this.#cameras = new Map();
    return { line: this.#line, text, beginning };
  }

  /** Puts in what was left out because it had not changed. */
  #whole(entry: JournalEntry): JournalEntry {
    const event = 'event' in entry ? (entry.event as Configuring) : null;
    if (!event?.desired) return entry;
    const cameras = event.desired.cameras.map(([name, wish]) => {
      const known = wish === unchanged ? this.#cameras.get(name) : wish;
      if (!known) throw this.invalid(`${name}: "${unchanged}" where nothing was before`);
      return [name, known] as const;
    });
    this.#cameras = new Map(cameras);
    const whole: Configuring = { ...event, desired: { ...event.desired, cameras } };
    return { ...entry, event: whole };
  }
}

type Configuring = {
  readonly type: string;
  readonly desired?: { readonly cameras: Table<unknown> };
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
