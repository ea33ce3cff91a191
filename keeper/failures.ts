import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import {
  failureFile,
  failureFilesMax,
  removeOldFailures,
} from '../actors/journal/failure-files.ts';
import { errorData } from '../config/errors.ts';
import { maskCredentials } from '../config/mask.ts';
import { type ConfigProblem, toProblem } from '../config/problems.ts';
import type { KeeperOutput } from '../machines/keeper-context.ts';
import { realClocks } from './clocks.ts';
import type { Journaling } from './journaling.ts';
import type { CameraState } from './observer.ts';
import { violenceIn, violenceWords } from './violence.ts';

export type FailuresOptions = {
  /** The files are beside it, under its name; null: nothing is written. */
  readonly store: string | null;
  readonly journaling: () => Journaling | null;
  readonly tell: (warning: ConfigProblem) => void;
};

/** A file that was kept, as status shows it. */
export type FailureFile = {
  readonly file: string;
  readonly at: string;
  /** What failed. */
  readonly reason: string;
};

/** In status; a warning has all of it. */
const reasonLengthMax = 500;

/** The end of the keeper does not wait longer for a disk. */
const writtenWithinMs = 2_000;

/**
 * When something fails that should not, what the journal holds in memory is written to a file: the
 * run that led there can be had again. A journal that is in a file has it already.
 */
export class Failures {
  readonly #options: FailuresOptions;
  readonly #broken = new Set<string>();
  #reasons: string[] = [];
  #kept: readonly FailureFile[] = [];
  #writing: Promise<void> | null = null;

  constructor(options: FailuresOptions) {
    this.#options = options;
  }

  /** Those of this run that should still be there, oldest first. */
  get kept(): readonly FailureFile[] {
    return this.#kept;
  }

  note(reason: string): void {
    const { store, journaling } = this.#options;
    const { state = 'off' } = journaling()?.status() ?? {};
    if (store === null || state === 'off' || state === 'file') return;
    this.#reasons.push(reason);
    this.#writing ??= this.#write(store.replace(/\.\w+$/, '')).finally(() => {
      this.#writing = null;
    });
  }

  seeCamera({ camera, state, reason }: CameraState): void {
    if (state !== 'broken') this.#broken.delete(camera);
    else if (!this.#broken.has(camera)) {
      this.#broken.add(camera);
      this.note(`${camera} broke: ${reason}`);
    }
  }

  seeEnd(result: KeeperOutput): void {
    const words = violenceWords(violenceIn(result));
    if (result.fault) this.note(`the keeper broke: ${result.fault.message}`);
    else if (words !== '') this.note(`the stop was not in order${words}`);
  }

  /** Resolves when all is written, or the disk is too slow for that. */
  async settled(): Promise<void> {
    const ended = new AbortController();
    const late = delay(writtenWithinMs, undefined, { signal: ended.signal }).catch(() => {});
    await Promise.race([this.#writing, late]);
    ended.abort();
  }

  async #write(prefix: string): Promise<void> {
    try {
      const wallMs = realClocks.wallMs();
      const file = failureFile(prefix, wallMs);
      await nextTurn(); // the stack is empty then, and what was happening is in the journal
      await this.#options.journaling()!.dump(file);
      await removeOldFailures(prefix);
      const reason = this.#takeReasons();
      const shown = maskCredentials(reason).slice(0, reasonLengthMax);
      const kept = { file, at: new Date(wallMs).toISOString(), reason: shown };
      this.#kept = [...this.#kept, kept].slice(-failureFilesMax);
      this.#tell(file, `${reason}: \`camkeeper replay\` of this file has the run that led there`);
    } catch (error) {
      const why = `what led there cannot be written: ${errorData(error).message}`;
      this.#tell(prefix, `${this.#takeReasons()}: ${why}`);
    }
  }

  #takeReasons(): string {
    return this.#reasons.splice(0).join('; ');
  }

  #tell(file: string, message: string): void {
    this.#options.tell(toProblem({ path: [], message }, { file, line: null, column: null }));
  }
}
