import { statfs } from 'node:fs/promises';
import { KeeperError } from '../../config/errors.ts';

const MB = 1_000_000;
/** For so long a directory that was full is taken to be full, unless there is more room now. */
const fullForMs = 60_000;

/** `freeBytes`: when it was noticed; 0 if that cannot be known. */
type Fullness = { readonly untilMs: number; readonly freeBytes: Promise<number> };

type Room = { readonly freeBytes: number; readonly neededBytes: number };

/** Of the disk alone, told by a program that failed to write. */
const tellsOfFullDisk = /No space left on device|File too large|Disk quota exceeded/;

/**
 * What recordings need to know of the places that they write to. Everything is asked one after the
 * other for each directory, so that one that hangs (a network mount) holds up a single thread of
 * the pool and the cameras that record there, and nobody else.
 */
export class Disk {
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #full = new Map<string, Fullness>();
  readonly #freeBytes: (directory: string) => Promise<number>;

  constructor(freeBytes = freeBytesIn) {
    this.#freeBytes = freeBytes;
  }

  inTurn<Found>(directory: string, act: () => Promise<Found>): Promise<Found> {
    const turn = (this.#turns.get(directory) ?? Promise.resolve()).then(act);
    const settled = turn.catch(() => {});
    this.#turns.set(directory, settled);
    return turn;
  }

  /** Whether what a program wrote last says that it failed for want of room; remembered. */
  noteLastLines(directory: string, lastLines: readonly string[]): boolean {
    if (!lastLines.some((line) => tellsOfFullDisk.test(line))) return false;
    const freeBytes = this.#freeBytes(directory).catch(() => 0);
    this.#full.set(directory, { untilMs: performance.now() + fullForMs, freeBytes });
    return true;
  }

  /** Rejects with DISK_FULL when there is less room than that, or was none lately. */
  async checkRoom(directory: string, neededMegabytes: number): Promise<void> {
    const neededBytes = neededMegabytes * MB;
    const freeBytes = await this.#freeBytes(directory);
    const room = { freeBytes, neededBytes };
    if (freeBytes >= neededBytes && !(await this.#isFull(directory, room))) return;
    throw new KeeperError('DISK_FULL', roomWords(directory, neededMegabytes));
  }

  /**
   * A limit that the file system does not tell of, a quota for example, is known by its effect.
   * What others write and delete there does not count, unless it is as much as is needed.
   */
  async #isFull(directory: string, { freeBytes, neededBytes }: Room): Promise<boolean> {
    const full = this.#full.get(directory);
    if (!full) return false;
    const before = await full.freeBytes;
    if (performance.now() < full.untilMs && freeBytes < before + neededBytes) return true;
    this.#full.delete(directory);
    return false;
  }
}

export const roomWords = (directory: string, neededMegabytes: number): string =>
  `${neededMegabytes} MB needed in ${directory}`;

async function freeBytesIn(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}
