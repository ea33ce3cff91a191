import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { errorData, KeeperError } from '../../config/errors.ts';
import type { JournalSink } from './journal.ts';

export type JournalFileOptions = {
  readonly path: string;
  /** Of all files together. */
  readonly roomBytes: number;
  /** Called once when nothing more is written before the end: the disk is full, or too slow. */
  readonly onEnded: (error: KeeperError) => void;
};

/** `FILE`, and before it `FILE.1` … `FILE.3`. */
const filesMax = 4;
/** A disk that is so far behind is taken for dead: memory is bounded. */
const waitingBytesMax = 8 * 1024 * 1024;
/**
 * So long what happens is gathered, unless it is much: a write costs the main thread more than the
 * lines do. A keeper that is killed takes as much of its journal with it.
 */
const gatherMs = 500;
const gatheredBytesMax = 64 * 1024;

/**
 * A journal in files, written behind the caller's back and in order. Each file begins with a
 * beginning, so that it can be replayed by itself. A disk that fails ends the journal, not the
 * keeper; the last line is whole even then.
 */
export class JournalFile implements JournalSink {
  readonly #options: JournalFileOptions;
  #handle: FileHandle | null = null;
  /** Whole lines, and `null` where the next file begins. */
  #waiting: (string | null)[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | null = null;
  #gathering: NodeJS.Timeout | null = null;
  #sinceBeginningBytes = 0;
  #goodBytes = 0;
  #isEnded = false;

  private constructor(options: JournalFileOptions) {
    this.#options = options;
  }

  /** A file of that name is kept as an older one. Throws JOURNAL_FAILED. */
  static async open(options: JournalFileOptions): Promise<JournalFile> {
    const file = new JournalFile(options);
    await file.#openNext().catch((error) => {
      throw failed(options.path, error);
    });
    return file;
  }

  begin(line: string): void {
    if (this.#sinceBeginningBytes > 0) this.#waiting.push(null);
    this.#sinceBeginningBytes = 0;
    this.append(line);
  }

  append(line: string): void {
    if (this.#isEnded) return;
    const bytes = Buffer.byteLength(line) + 1;
    this.#waiting.push(`${line}\n`);
    this.#waitingBytes += bytes;
    this.#sinceBeginningBytes += bytes;
    if (this.#waitingBytes > waitingBytesMax) this.#end(new Error('the disk is too slow'));
    else this.#writeSoon();
  }

  wantsBeginning(): boolean {
    return !this.#isEnded && this.#sinceBeginningBytes > this.#options.roomBytes / filesMax;
  }

  /** Resolves when all is written. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#writeNow();
    this.#isEnded = true;
    await this.#handle?.close();
    this.#handle = null;
  }

  #writeSoon(): void {
    if (this.#writing) return;
    if (this.#waitingBytes > gatheredBytesMax) void this.#writeNow();
    else this.#gathering ??= setTimeout(() => void this.#writeNow(), gatherMs);
  }

  #writeNow(): Promise<void> {
    if (this.#gathering) clearTimeout(this.#gathering);
    this.#gathering = null;
    this.#writing ??= this.#writeAll(this.#waiting.splice(0)).then(() => {
      this.#writing = null;
      // came meanwhile
      if (this.#waiting.length > 0) this.#writeSoon();
    });
    return this.#writing;
  }

  async #writeAll(lines: readonly (string | null)[]): Promise<void> {
    try {
      let begun = 0;
      for (let end = lines.indexOf(null); end >= 0; end = lines.indexOf(null, begun)) {
        await this.#write(lines.slice(begun, end).join(''));
        await this.#openNext();
        begun = end + 1;
      }
      await this.#write(lines.slice(begun).join(''));
    } catch (error) {
      await this.#cutOff().catch(() => {});
      this.#end(error);
    }
  }

  async #write(lines: string): Promise<void> {
    const data = Buffer.from(lines);
    if (data.length > 0) await this.#handle!.appendFile(data);
    this.#waitingBytes -= data.length;
    this.#goodBytes += data.length;
  }

  /** Half a line is no line. */
  async #cutOff(): Promise<void> {
    const handle = this.#handle!;
    const { size } = await handle.stat();
    const written = Buffer.alloc(size - this.#goodBytes);
    await handle.read(written, 0, written.length, this.#goodBytes);
    await handle.truncate(this.#goodBytes + written.lastIndexOf('\n') + 1);
  }

  #end(error: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#waiting = [];
    this.#options.onEnded(failed(this.#options.path, error));
  }

  async #openNext(): Promise<void> {
    const { path } = this.#options;
    await this.#handle?.close();
    this.#handle = null;
    await rm(`${path}.${filesMax - 1}`, { force: true });
    for (let age = filesMax - 2; age >= 0; age--) {
      await renameIfThere(age === 0 ? path : `${path}.${age}`, `${path}.${age + 1}`);
    }
    this.#handle = await open(path, 'wx+', 0o600);
    this.#goodBytes = 0;
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error) => {
    if (errorData(error).code !== 'ENOENT') throw error;
  });
}

const failed = (path: string, error: unknown): KeeperError =>
  new KeeperError('JOURNAL_FAILED', `the journal ${path} ends: ${errorData(error).message}`, {
    cause: error,
  });
