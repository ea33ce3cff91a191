import { Worker } from 'node:worker_threads';
import type { MarkedLines } from '../../actors/journal/ring.ts';
import { maskCredentials } from '../../config/mask.ts';
import type { Moment } from '../../replay/rewind.ts';
import type { RewindAnswer, RewindTask } from './rewind-worker.ts';

/** Lines that may grow at the end, and be dropped at the beginning. */
export type JournalLines = {
  readonly firstNumber: number;
  readonly linesFrom: (number: number) => MarkedLines;
};

export type RewindOptions = {
  readonly journal: JournalLines;
  /** All of it will be looked at: it is gone through ahead, and the thread stays. */
  readonly isWhole: boolean;
};

/** What was asked for, or in words why it is not known. */
export type Told = { readonly moment: Moment | null } | { readonly problem: string };

/** One that takes longer is not waited for; asked for again, it may be there. */
const deadlineMs = 10_000;
const waitingMax = 8;
const idleMs = 60_000;
const heapMaxMb = 512;

/**
 * Any moment of a journal, on a thread of its own: to make a run again takes seconds, and the event
 * loop of a keeper has none. The thread begins with the first question and ends when nobody asks.
 */
export class RewindThread {
  readonly #options: RewindOptions;
  readonly #waiting = new Map<number, (told: Told) => void>();
  #worker: Worker | null = null;
  /** The number of the first line that the thread has not been told. */
  #untold = 0;
  #asked = 0;
  #idle: NodeJS.Timeout | null = null;

  constructor(options: RewindOptions) {
    this.#options = options;
  }

  async at(mark: number, camera: string): Promise<Told> {
    if (this.#waiting.size >= waitingMax) return { problem: 'too much is asked for at once' };
    const worker = this.#worker ?? this.#begin();
    this.#tellLines(worker);
    const id = ++this.#asked;
    worker.postMessage({ type: 'ask', id, mark, camera } satisfies RewindTask);
    this.#beIdleLater();
    return new Promise((resolve) => {
      const late = setTimeout(() => this.#tell(id, { problem: 'it takes long' }), deadlineMs);
      this.#waiting.set(id, (told) => {
        clearTimeout(late);
        resolve(told);
      });
    });
  }

  close(): void {
    if (this.#idle) clearTimeout(this.#idle);
    this.#end('it was closed');
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./rewind-worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMaxMb },
    });
    worker.unref();
    this.#worker = worker;
    this.#untold = this.#options.journal.firstNumber;
    worker.on('message', (answer: RewindAnswer) => this.#tell(answer.id, masked(answer)));
    worker.on('error', ({ message }) => this.#end(message, worker));
    this.#tellLines(worker);
    if (this.#options.isWhole) worker.postMessage({ type: 'prepare' } satisfies RewindTask);
    return worker;
  }

  #tellLines(worker: Worker): void {
    const { journal } = this.#options;
    const { firstNumber } = journal;
    const number = Math.max(this.#untold, firstNumber);
    const { lines, marks } = journal.linesFrom(number);
    this.#untold = number + lines.length;
    const text = lines.join('\n');
    worker.postMessage({ type: 'lines', text, marks, number, firstNumber } satisfies RewindTask);
  }

  #tell(id: number, told: Told): void {
    this.#waiting.get(id)?.(told);
    this.#waiting.delete(id);
  }

  #beIdleLater(): void {
    if (this.#options.isWhole) return;
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#end('nobody asked'), idleMs).unref();
  }

  /** Another one begins with the next question. */
  #end(problem: string, worker = this.#worker): void {
    if (worker === null || worker !== this.#worker) return;
    this.#worker = null;
    void worker.terminate();
    for (const id of [...this.#waiting.keys()]) this.#tell(id, { problem });
  }
}

const masked = (answer: RewindAnswer): Told =>
  'problem' in answer ? { problem: maskCredentials(answer.problem) } : answer;
