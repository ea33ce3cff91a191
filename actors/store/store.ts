import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type ErrorData, errorData } from '../../config/errors.ts';
import {
  nothingStored,
  type StoredState,
  type StoreStatus,
  type WriterAnswer,
  type WriterRequest,
} from './contracts.ts';
import { troubleWords } from './words.ts';

export type StoreOptions = {
  readonly path: string;
  /** For people: it is degraded, it is not any more, a damaged file was set aside. */
  readonly onWarning: (message: string) => void;
  /** After a refused write. Default 10 s. */
  readonly retryMs?: number;
};

const openWithinMs = 10_000;
const closeWithinMs = 3_000;

/**
 * Keeps the newest state in a file, in a thread of its own. Nothing of it throws or rejects:
 * trouble is a state, and is tried again until it ends.
 */
export class Store {
  readonly #options: StoreOptions;
  #writer: Worker | null = null;
  #status: StoreStatus;
  /** Given and not handed to the writer yet: only the newest counts. */
  #waiting: StoredState | null = null;
  #inWork: StoredState | null = null;
  /** Whether earlier runs may have stored what this one does not know. */
  #isUnread = false;
  #retry: NodeJS.Timeout | undefined;
  #onSettled: (() => void)[] = [];
  #onOpened: (state: StoredState) => void = () => {};

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#status = { state: 'ok', reason: null, path: options.path, setAside: null };
  }

  get status(): StoreStatus {
    return this.#status;
  }

  /** What earlier runs stored; nothing, when that cannot be had. */
  async open(): Promise<StoredState> {
    const opened = new Promise<StoredState>((resolve) => {
      this.#onOpened = resolve;
    });
    const url = new URL('./writer.js', import.meta.url);
    const workerData = { path: this.#options.path };
    // options of the program's own, `--input-type` and the like, are not for it
    this.#writer = new Worker(url, { workerData, execArgv: [] });
    this.#writer.on('message', (message: WriterAnswer) => this.#hear(message));
    this.#writer.on('error', (error) => this.#giveUp(errorData(error)));
    const tooLate = new AbortController();
    const late = delay(openWithinMs, null, { signal: tooLate.signal }).catch(() => null);
    const state = await Promise.race([opened, late]);
    tooLate.abort();
    if (state === null) this.#giveUp({ code: 'TIMEOUT', message: 'the disk does not answer' });
    return state ?? nothingStored;
  }

  /** Returns at once. Writes are never more than one at a time, and the newest state wins. */
  save(state: StoredState): void {
    if (this.#writer === null) return;
    this.#waiting = state;
    this.#next();
  }

  /** Resolves when what was given is stored, or refused, or after that time. */
  async settled(withinMs = closeWithinMs): Promise<void> {
    if (this.#inWork === null) return;
    const settled = new Promise<void>((resolve) => this.#onSettled.push(resolve));
    await Promise.race([settled, delay(withinMs, undefined, { ref: false })]);
  }

  /** What is waiting is written first. Idempotent. */
  async close(): Promise<void> {
    this.#next(); // refused so far: once more
    await this.settled();
    clearTimeout(this.#retry);
    const writer = this.#writer;
    this.#writer = null;
    if (writer === null) return;
    const exit = once(writer, 'exit');
    writer.postMessage({ type: 'close' } satisfies WriterRequest);
    await Promise.race([exit, delay(closeWithinMs, undefined, { ref: false })]);
    await writer.terminate();
  }

  #next(): void {
    if (this.#writer === null || this.#inWork !== null || this.#waiting === null) return;
    clearTimeout(this.#retry);
    this.#inWork = this.#waiting;
    this.#waiting = null;
    this.#writer.postMessage({ type: 'save', state: this.#inWork } satisfies WriterRequest);
  }

  #hear(message: WriterAnswer): void {
    if (message.type === 'refused') this.#refused(message.error);
    else if (message.setAside !== null) this.#noteSetAside(message.setAside);
    if (message.type === 'saved') this.#saved();
    if (message.type === 'opened') this.#opened(message);
  }

  #opened({ state, error }: WriterAnswer & { type: 'opened' }): void {
    this.#isUnread = state === null;
    if (error !== null) this.#degrade(error);
    this.#onOpened(state ?? nothingStored);
  }

  #saved(): void {
    this.#inWork = null;
    this.#isUnread = false;
    if (this.#status.state === 'degraded') this.#recover();
    if (this.#waiting === null) this.#settle();
    this.#next();
  }

  /** Tried again with the next change, and by itself after a while. */
  #refused(error: ErrorData): void {
    this.#waiting ??= this.#inWork;
    this.#inWork = null;
    this.#degrade(error);
    this.#settle();
    const { retryMs = 10_000 } = this.#options;
    this.#retry = setTimeout(() => this.#next(), retryMs).unref();
  }

  /** For this run: the thread is gone, or waits for ever. */
  #giveUp(error: ErrorData): void {
    void this.#writer?.terminate();
    this.#writer = null;
    this.#inWork = null;
    this.#waiting = null;
    this.#degradeTo(`nothing is stored until the next start: ${troubleWords(error)}`);
    this.#settle();
    this.#onOpened(nothingStored);
  }

  #degrade(error: ErrorData): void {
    const unread = this.#isUnread ? 'what earlier runs stored is not known, and ' : '';
    this.#degradeTo(`${unread}what is asked for now is not stored: ${troubleWords(error)}`);
  }

  #degradeTo(reason: string): void {
    if (this.#status.reason === reason) return;
    this.#status = { ...this.#status, state: 'degraded', reason };
    this.#options.onWarning(reason);
  }

  #recover(): void {
    this.#status = { ...this.#status, state: 'ok', reason: null };
    this.#options.onWarning('stored again');
  }

  #noteSetAside(name: string): void {
    this.#status = { ...this.#status, setAside: name };
    this.#options.onWarning(
      `the file was damaged: it was set aside as ${name}, and a new one begun`,
    );
  }

  #settle(): void {
    for (const resolve of this.#onSettled.splice(0)) resolve();
  }
}
