import { mkdir, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { errorData, KeeperError } from '../../config/errors.ts';
import { segmentEnding, segmentFolder, segmentPattern } from '../../config/recording.ts';
import type { Want } from '../contracts.ts';
import type { Disk } from './disk.ts';

const hourMs = 3_600_000;
/** The folder of the next hour is made so long before it begins. */
const aheadMs = 600_000;
/** Between two looks at a segment that grows; less where its time-out is short. */
const lookEveryMs = 5_000;
const looksInTimeout = 4;

type Segment = { readonly path: string; readonly sizeBytes: number };

export type SegmentsOptions = {
  readonly disk: Disk;
  readonly camera: string;
  /** A name for this run, never used before. */
  readonly run: string;
  readonly want: Want;
  /** The first segment of this run has grown. */
  readonly onFirst: () => void;
  readonly onTrouble: (error: unknown) => void;
};

/**
 * The segments that one run writes: makes their folders, and looks whether the newest grows. A look
 * costs one stat while it does.
 */
export class Segments {
  /** Below it every camera has its directory. */
  readonly directory: string;
  readonly #options: SegmentsOptions;
  #want: Want;
  #madeFolder = '';
  #newest: Segment | null = null;
  #hasGrown = false;
  #grownMs = performance.now();
  #isLooking = false;
  #lookedMs = Number.NEGATIVE_INFINITY;

  constructor(options: SegmentsOptions) {
    this.#options = options;
    this.#want = options.want;
    this.directory = resolve(options.want.config.record.directory);
  }

  get pattern(): string {
    const { camera, run } = this.#options;
    return segmentPattern({ directory: this.directory, camera, run });
  }

  configure(want: Want): void {
    this.#want = want;
  }

  /** Whether there is a place to write to, with room. Rejects with what is in the way. */
  begin(): Promise<void> {
    const { disk } = this.#options;
    const { keepFreeMegabytes } = this.#want.config.record;
    return disk.inTurn(this.directory, async () => {
      await this.#makeFolders();
      await disk.checkRoom(this.directory, keepFreeMegabytes);
      this.#grownMs = performance.now();
    });
  }

  get hasGrown(): boolean {
    return this.#hasGrown;
  }

  /** Since the last growth that was seen, or since it began, it took too long. */
  get isOverdue(): boolean {
    return performance.now() - this.#grownMs > this.#timeoutMs;
  }

  /** Called every second. */
  look(): void {
    const now = performance.now();
    const pauseMs = Math.min(lookEveryMs, this.#timeoutMs / looksInTimeout);
    if (this.#isLooking || (this.#hasGrown && now - this.#lookedMs < pauseMs)) return;
    this.#isLooking = true;
    this.#lookedMs = now;
    const { disk, onTrouble } = this.#options;
    const looked = disk.inTurn(this.directory, () => this.#lookOnce());
    void looked.catch(onTrouble).then(() => {
      this.#isLooking = false;
    });
  }

  get #timeoutMs(): number {
    return this.#want.config.timeouts.segmentSeconds * 1000;
  }

  async #lookOnce(): Promise<void> {
    await this.#makeFolders();
    const before = this.#newest;
    const now = (before && (await segmentAt(before.path))) ?? null;
    if (before && now && now.sizeBytes !== before.sizeBytes) return this.#grow(now);
    const newest = await this.#find();
    if (newest === null || newest.path === before?.path) return;
    // the first one is there before anything is in it
    if (before) this.#grow(newest);
    else this.#newest = newest;
  }

  #grow(segment: Segment): void {
    this.#newest = segment;
    this.#grownMs = performance.now();
    if (this.#hasGrown) return;
    this.#hasGrown = true;
    this.#options.onFirst();
  }

  /** ffmpeg makes none, and the keeper is there at the turn of every hour. */
  async #makeFolders(): Promise<void> {
    const folder = this.#folderAt(Date.now() + aheadMs);
    if (folder === this.#madeFolder) return;
    try {
      await mkdir(this.#folderAt(Date.now()), { recursive: true, mode: 0o750 });
      await mkdir(folder, { recursive: true, mode: 0o750 });
    } catch (error) {
      throw placeError(error, this.directory);
    }
    this.#madeFolder = folder;
  }

  /** Names begin with times: the last one of this run is its newest. */
  async #find(): Promise<Segment | null> {
    const ending = segmentEnding(this.#options.run);
    for (const folder of [this.#folderAt(Date.now()), this.#folderAt(Date.now() - hourMs)]) {
      const names: string[] = await readdir(folder).catch(() => []);
      const newest = names
        .filter((name) => name.endsWith(ending))
        .sort()
        .at(-1);
      if (newest !== undefined) return segmentAt(join(folder, newest));
    }
    return null;
  }

  #folderAt(ms: number): string {
    return join(this.directory, segmentFolder(this.#options.camera, new Date(ms)));
  }
}

/** null: it was taken away. */
async function segmentAt(path: string): Promise<Segment | null> {
  const found = await stat(path).catch(() => null);
  return found && { path, sizeBytes: found.size };
}

function placeError(error: unknown, directory: string): unknown {
  const { code, message } = errorData(error);
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  if (!isFull) return error;
  return new KeeperError('DISK_FULL', `no room for a folder in ${directory}: ${message}`, {
    cause: error,
  });
}
