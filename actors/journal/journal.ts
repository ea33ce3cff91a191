import type { Input } from '../door/door.ts';
import { EntryLines } from './entry-lines.ts';
import { type JournalBeginning, journalFormat, type Transition } from './format.ts';
import { type Happened, SeenStates } from './seen-states.ts';

/** Where the lines go. */
export type JournalSink = {
  /** `mark`: what the clock of marks showed when that came in which the line tells of. */
  readonly append: (line: string, mark: number) => void;
  /** Begins anew: what stands before may be thrown away. */
  readonly begin: (line: string, mark: number) => void;
  /** Whether enough was written since the last beginning for another one. */
  readonly wantsBeginning: () => boolean;
};

export type JournalOptions = {
  readonly sink: JournalSink;
  readonly build: string;
  /** Wall time: milliseconds since 1970. */
  readonly wallMs: () => number;
  /** The door's time. */
  readonly nowMs: () => number;
  /** Goes on with everything that happens: finds lines again that belong to a moment. */
  readonly mark?: () => number;
};

type Pending = {
  readonly at: number;
  readonly input: Input | null;
  readonly moves: Transition[];
  readonly mark: number;
};

/**
 * Writes down what comes in through the door, each input with the transitions that it led to, and
 * now and then the state of the whole system, from which the run can be had again.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #lines = new EntryLines();
  readonly #states = new SeenStates();
  #pending: Pending | null = null;
  #beginningLength = 0;
  #sinceLength = 0;
  #start: object | null = null;
  #takeCheckpoint: () => object = () => ({});

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** `takeCheckpoint` is called between two inputs. */
  start(start: object, takeCheckpoint: () => object): void {
    this.#start = start;
    this.#takeCheckpoint = takeCheckpoint;
    this.#begin(null);
    this.#open(this.#options.nowMs(), null);
  }

  input(input: Input): void {
    this.#write();
    this.#open(input.at, input);
  }

  transition(happened: Happened): void {
    const transition = this.#states.transition(happened);
    this.#pending?.moves.push(transition);
  }

  #open(at: number, input: Input | null): void {
    const pending = { at, input, moves: [], mark: this.#mark };
    this.#pending = pending;
    // transitions follow at once: when the stack is empty they are all there
    queueMicrotask(() => {
      if (this.#pending === pending) this.#write();
    });
  }

  #write(): void {
    const { sink } = this.#options;
    if (this.#pending === null) return;
    const { at, input, moves, mark } = this.#pending;
    this.#pending = null;
    const line = this.#lines.entry(at, input, moves);
    this.#sinceLength += line.length;
    sink.append(line, mark);
    // a large fleet's state is long: most of a journal should be what happened
    const isWorthIt = this.#sinceLength >= this.#beginningLength;
    if (isWorthIt && sink.wantsBeginning()) this.#begin(this.#takeCheckpoint());
  }

  #begin(checkpoint: object | null): void {
    const { sink, build, wallMs, nowMs } = this.#options;
    const beginning: JournalBeginning = {
      journal: journalFormat,
      build,
      wallMs: wallMs(),
      atMs: nowMs(),
      start: this.#start!,
      checkpoint,
    };
    this.#states.clear();
    const line = this.#lines.beginning(beginning);
    this.#beginningLength = line.length;
    this.#sinceLength = 0;
    sink.begin(line, this.#mark);
  }

  get #mark(): number {
    return this.#options.mark?.() ?? 0;
  }
}
