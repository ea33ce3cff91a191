import type { InspectionEvent } from 'xstate';
import type { Input } from '../actors/door/door.ts';
import type { JournalBeginning, JournalEntry, Transition } from '../actors/journal/format.ts';
import { type Happened, SeenStates } from '../actors/journal/seen-states.ts';
import { errorData } from '../config/errors.ts';
import type { assemble } from '../keeper/assemble.ts';
import { tellTransition } from '../keeper/journaling.ts';
import { beginReplay } from '../keeper/replay.ts';
import { firstDifference } from './first-difference.ts';
import { beginningOf, readJournal } from './read-journal.ts';

export type Replayed = {
  readonly build: string;
  readonly inputs: number;
  readonly transitions: number;
  /** From the beginning to the last input. */
  readonly lastedMs: number;
  readonly difference: Difference | null;
};

/** The first place where this run goes another way than the recorded one. */
export type Difference = {
  readonly line: number;
  /** Milliseconds since the beginning. */
  readonly atMs: number;
  readonly input: string;
  readonly recorded: readonly string[];
  readonly replayed: readonly string[];
  /** Why the run cannot go on, when it cannot. */
  readonly error: string | null;
  /** The inputs before it, oldest first. */
  readonly before: readonly string[];
};

export type ReplayJournalOptions = {
  /** Other machines than ours. */
  readonly build?: typeof assemble;
  /** How many inputs before a difference are told. */
  readonly before?: number;
};

/**
 * Runs the machines with the inputs of a journal, as fast as it can, up to the first transition
 * that differs. Throws JOURNAL_INVALID.
 */
export async function replayJournal(
  file: string,
  options: ReplayJournalOptions = {},
): Promise<Replayed> {
  const replaying = new Replaying(options);
  for await (const read of readJournal(file)) {
    if ('beginning' in read) replaying.begin(read.line, read.beginning);
    else replaying.enter(read.line, read.entry);
    if (replaying.difference) break;
  }
  replaying.stop();
  return replaying.replayed;
}

class Replaying {
  readonly #options: ReplayJournalOptions;
  readonly #states = new SeenStates();
  readonly #before: string[] = [];
  #moves: Transition[] = [];
  #build = '';
  #beganMs: number | null = null;
  #run: ReturnType<typeof beginReplay> | null = null;
  #inputs = 0;
  #transitions = 0;
  #lastMs = 0;
  difference: Difference | null = null;

  constructor(options: ReplayJournalOptions) {
    this.#options = options;
  }

  get replayed(): Replayed {
    const lastedMs = this.#lastMs - (this.#beganMs ?? 0);
    const counts = { inputs: this.#inputs, transitions: this.#transitions, lastedMs };
    return { build: this.#build, ...counts, difference: this.difference };
  }

  /** A later one does not start the run anew: it must be the state that the run has come to. */
  begin(line: number, beginning: JournalBeginning): void {
    this.#states.clear();
    if (this.#run) this.#compare(line, beginning);
    else this.#start(beginning);
  }

  #start(beginning: JournalBeginning): void {
    this.#build = beginning.build;
    this.#beganMs = beginning.atMs;
    this.#lastMs = beginning.atMs;
    this.#run = beginReplay(beginningOf(beginning), {
      inspect: this.#inspect,
      ...(this.#options.build && { build: this.#options.build }),
    });
  }

  #compare(line: number, { atMs: at, checkpoint: recorded }: JournalBeginning): void {
    const replayed: unknown = JSON.parse(JSON.stringify(this.#run!.state()));
    const differs = firstDifference(recorded, replayed);
    if (differs === null) return;
    const { place, one, other } = differs;
    const sides = [one, other].map((value) => [`${place} = ${shortly(value)}`]);
    this.#differ({ line, at, input: 'the state of all machines', error: null }, sides);
  }

  enter(line: number, entry: JournalEntry): void {
    const isInput = 'timer' in entry || 'event' in entry;
    const error = isInput ? this.#feed(entry as Input) : null;
    const replayed = this.#moves;
    this.#moves = [];
    this.#transitions += replayed.length;
    this.#lastMs = entry.at;
    const input = inputWords(entry);
    if (error !== null || !sameMoves(entry.moves, replayed)) {
      const sides = [entry.moves, replayed].map((moves) => moves.map(moveWords));
      this.#differ({ line, at: entry.at, input, error }, sides);
    }
    this.#note(`${seconds(entry.at - (this.#beganMs ?? 0))} ${input}`);
  }

  stop(): void {
    if (!this.difference) this.#run?.stop();
  }

  readonly #inspect = (inspection: InspectionEvent): void => {
    const transition = (happened: Happened) => this.#moves.push(this.#states.transition(happened));
    tellTransition({ transition }, inspection);
  };

  #feed(input: Input): string | null {
    this.#inputs++;
    try {
      this.#run!.feed(input);
      return null;
    } catch (error) {
      return errorData(error).message;
    }
  }

  #differ({ line, at, input, error }: Place, sides: string[][]): void {
    const [recorded = [], replayed = []] = sides;
    const atMs = at - (this.#beganMs ?? 0);
    const before = [...this.#before];
    this.difference = { line, atMs, input, recorded, replayed, error, before };
  }

  #note(words: string): void {
    this.#before.push(words);
    if (this.#before.length > (this.#options.before ?? 5)) this.#before.shift();
  }
}

type Place = { readonly line: number; readonly at: number } & Pick<Difference, 'input' | 'error'>;

const sameMoves = (recorded: readonly Transition[], replayed: readonly Transition[]): boolean =>
  recorded.length === replayed.length &&
  recorded.every((move, index) => move.every((word, place) => word === replayed[index]![place]));

const moveWords = ([path, event, state]: Transition): string =>
  `${path} ${event}${state === null ? '' : ` → ${state}`}`;

function inputWords(entry: JournalEntry): string {
  if ('timer' in entry) return `timer ${entry.timer} rang`;
  if ('event' in entry) return `${entry.to} ${shortly(JSON.stringify(entry.event))}`;
  return 'start';
}

const shortly = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;
