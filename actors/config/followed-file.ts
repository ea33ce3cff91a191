import type { Subscription } from 'rxjs';
import { fileChanges } from './file-watch.ts';
import { type FileText, readConfigText } from './read-text.ts';
import { replaceFile } from './replace-file.ts';

/** What is done with what was read, before anything is read again. */
export type Use<Outcome> = (read: FileText) => Outcome;

export type FollowOptions = {
  readonly use: Use<void>;
  /** That something cannot be watched. */
  readonly onTrouble: (what: string) => void;
};

/**
 * A configuration file that is read, watched and replaced, one after the other: two readings at
 * once could end the other way round, and the older one would win.
 */
export class FollowedFile {
  readonly path: string;
  /** null: there was nothing to read. */
  #lastText: string | null = null;
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /** Nothing else is read until what is done with it is done. */
  read<Outcome>(use: Use<Outcome | Promise<Outcome>>): Promise<Outcome> {
    return this.#inTurn(async () => use(this.#note(await readConfigText(this.path))));
  }

  /** Reads it for nothing but to look: it will be read again. */
  peek<Outcome>(use: Use<Outcome>): Promise<Outcome> {
    return this.#inTurn(async () => use(await readConfigText(this.path)));
  }

  /** Of every other text. Read already, or gone as before: nothing. */
  follow({ use, onTrouble }: FollowOptions): Subscription {
    const changes$ = fileChanges({ path: this.path, onTrouble });
    const subscription = changes$.subscribe(() => {
      void this.#inTurn(async () => {
        if (subscription.closed) return;
        const before = this.#lastText;
        const read = this.#note(await readConfigText(this.path));
        if (this.#lastText !== before && !subscription.closed) use(read);
      });
    });
    return subscription;
  }

  /**
   * Its text becomes what `change` makes of it. Throws what `change` throws, CONFIG_CHANGED,
   * CONFIG_NOT_WRITTEN; then it is as it was.
   */
  change<Outcome>(change: (read: FileText) => string, use: Use<Outcome>): Promise<Outcome> {
    return this.#inTurn(async () => {
      const read = await readConfigText(this.path);
      const after = change(read);
      if ('text' in read) await replaceFile(this.path, { before: read.text, after });
      return use(this.#note({ text: after }));
    });
  }

  #note(read: FileText): FileText {
    this.#lastText = 'text' in read ? read.text : null;
    return read;
  }

  #inTurn<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    const turn = this.#lastTurn.then(work);
    this.#lastTurn = turn.catch(() => {});
    return turn;
  }
}
