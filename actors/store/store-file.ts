import { isDeepStrictEqual } from 'node:util';
import { type ErrorData, errorData, KeeperError } from '../../config/errors.ts';
import { nothingStored, type StoredState } from './contracts.ts';
import { isDamage, isHeld, setAside } from './damage.ts';
import { StateDatabase } from './database.ts';
import { readCopy } from './read-copy.ts';

export type Opened = {
  /** null: it could not be read. */
  readonly state: StoredState | null;
  /** Why it cannot be written now; null: it can. */
  readonly error: ErrorData | null;
  /** The new name of a damaged file; null: it was none. */
  readonly setAside: string | null;
};

/**
 * The file of the store over its troubles: set aside when it is damaged, opened when it could not
 * be before. What was never read is never overwritten.
 */
export class StoreFile {
  readonly #path: string;
  #database: StateDatabase | null = null;
  /** What may be overwritten. */
  #known: StoredState = nothingStored;

  constructor(path: string) {
    this.#path = path;
  }

  /** Does not throw. */
  async open(): Promise<Opened> {
    try {
      const setAside = await this.#openDatabase();
      this.#known = await this.#database!.read();
      return { state: this.#known, error: null, setAside };
    } catch (error) {
      const state = isHeld(error) ? null : await readCopy(this.#path).catch(() => null);
      this.#known = state ?? nothingStored;
      return { state, error: errorData(error), setAside: null };
    }
  }

  /** Returns the new name of a file that was damaged, or null. Throws what SQLite says. */
  async save(state: StoredState): Promise<string | null> {
    const aside = this.#database === null ? await this.#openLate() : null;
    try {
      await this.#database!.write(state);
      return aside;
    } catch (error) {
      if (!isDamage(error)) throw error;
      const name = await this.#beginAnew();
      await this.#database!.write(state); // everything that was stored is in it
      return name;
    }
  }

  async close(): Promise<void> {
    await this.#database?.close().catch(() => {}); // it may be damaged
    this.#database = null;
  }

  async #openDatabase(): Promise<string | null> {
    try {
      this.#database = await StateDatabase.open(this.#path);
      return null;
    } catch (error) {
      if (!isDamage(error)) throw error;
      return this.#beginAnew();
    }
  }

  /** Somebody else may have written into it meanwhile: that is left alone. */
  async #openLate(): Promise<string | null> {
    const aside = await this.#openDatabase();
    const found = await this.#database!.read();
    if (isDeepStrictEqual(found, this.#known) || isDeepStrictEqual(found, nothingStored)) {
      return aside;
    }
    await this.close();
    const message = 'it holds what was not read at the start, and is left as it is until the next';
    throw new KeeperError('BAD_ARGUMENT', message);
  }

  async #beginAnew(): Promise<string> {
    await this.close();
    const aside = setAside(this.#path, Date.now());
    this.#database = await StateDatabase.open(this.#path);
    return aside;
  }
}
