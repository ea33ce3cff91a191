import { type FSWatcher, watch } from 'node:fs';
import { Observable } from 'rxjs';
import { settled } from '../../config/settled.ts';
import { directoriesTo, identityOf, versionOf } from './link-path.ts';

export type FileWatchOptions = {
  readonly path: string;
  /** Told once per kind of failure, and what can be watched still is. */
  readonly onTrouble: (what: string) => void;
};

/** Editors write several times in a row; a file that is written for ever is read all the same. */
const settling = { quietMs: 100, atMostMs: 1000 };

/**
 * A value whenever the file may have another content: written in place, replaced by rename,
 * deleted, made again, or behind a link that was turned. Watched are the file and every directory
 * on the way to it, anew after each change, for a watch stays with what had the name before.
 */
export function fileChanges({ path, onTrouble }: FileWatchOptions): Observable<void> {
  return new Observable<void>((subscriber) => {
    const watched = new Watched(path, onTrouble);
    const events$ = new Observable<void>((events) => watched.open(() => events.next()));
    const subscription = events$.pipe(settled(settling)).subscribe(() => {
      if (watched.look()) subscriber.next();
    });
    return () => {
      subscription.unsubscribe();
      watched.close();
    };
  });
}

/** Of the hunt for directories that come and go while they are looked for. */
const turnsMax = 5;

type Watch = { readonly identity: string; readonly watcher: FSWatcher };

class Watched {
  readonly #path: string;
  readonly #onTrouble: (what: string) => void;
  readonly #watches = new Map<string, Watch>();
  readonly #troubles = new Set<string>();
  #onEvent = () => {};
  #version: string | null;

  constructor(path: string, onTrouble: (what: string) => void) {
    this.#path = path;
    this.#onTrouble = onTrouble;
    this.#version = versionOf(path);
  }

  open(onEvent: () => void): void {
    this.#onEvent = onEvent;
    this.#follow();
  }

  /** Whether the file is another than at the last look. */
  look(): boolean {
    this.#follow();
    // after the watches stand: what changes from here on is an event
    const version = versionOf(this.#path);
    const isOther = version !== this.#version;
    this.#version = version;
    return isOther;
  }

  close(): void {
    for (const { watcher } of this.#watches.values()) watcher.close();
    this.#watches.clear();
  }

  /** A directory may be made between the question and the watch: so until nothing is new. */
  #follow(): void {
    for (let turns = 0; turns < turnsMax && this.#catchUp(); turns++);
  }

  /** Watches what leads to the file now, and lets go of what did before. Whether it was other. */
  #catchUp(): boolean {
    const wanted = this.#wanted();
    for (const [path, { identity, watcher }] of this.#watches) {
      if (wanted.get(path) === identity) continue;
      watcher.close();
      this.#watches.delete(path);
    }
    const fresh = [...wanted].filter(([path]) => !this.#watches.has(path));
    for (const [path, identity] of fresh) this.#watch(path, identity);
    return fresh.length > 0;
  }

  #wanted(): Map<string, string> {
    const wanted = new Map<string, string>();
    for (const path of [...directoriesTo(this.#path), this.#path]) {
      const identity = identityOf(path);
      if (identity !== null) wanted.set(path, identity);
    }
    return wanted;
  }

  #watch(path: string, identity: string): void {
    try {
      const watcher = watch(path, () => this.#onEvent());
      watcher.on('error', (error) => this.#lose(path, error));
      this.#watches.set(path, { identity, watcher });
    } catch (error) {
      this.#lose(path, error);
    }
  }

  #lose(path: string, error: unknown): void {
    this.#watches.get(path)?.watcher.close();
    this.#watches.delete(path);
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (this.#troubles.has(code)) return;
    this.#troubles.add(code);
    this.#onTrouble(`${path} cannot be watched (${code})`);
  }
}
