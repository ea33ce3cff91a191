import type { AnyActorRef, InspectionEvent } from 'xstate';
import type { Input } from '../actors/door/door.ts';
import type { JournalBeginning, JournalEntry, Transition } from '../actors/journal/format.ts';
import { type Happened, SeenStates } from '../actors/journal/seen-states.ts';
import { errorData } from '../config/errors.ts';
import type { assemble } from '../keeper/assemble.ts';
import { actorsBelow } from '../keeper/checkpoint.ts';
import { dotted } from '../keeper/dotted.ts';
import { tellTransition } from '../keeper/journaling.ts';
import { beginReplay } from '../keeper/replay.ts';
import {
  type Difference,
  differingTransition,
  inputWords,
  moveWords,
  seconds,
  shortly,
} from './difference.ts';
import { DueTimes } from './due-times.ts';
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
  readonly #seen = new SeenStates();
  /** Of every machine, the state that it is in. */
  readonly #states = new Map<string, string>();
  readonly #before: string[] = [];
  #moves: Transition[] = [];
  /** The state before each of the moves. */
  #were: (string | null)[] = [];
  #beginning: JournalBeginning | null = null;
  #run: ReturnType<typeof beginReplay> | null = null;
  #inputs = 0;
  #transitions = 0;
  readonly #dues = new DueTimes();
  difference: Difference | null = null;

  constructor(options: ReplayJournalOptions) {
    this.#options = options;
  }

  get replayed(): Replayed {
    const { build = '', atMs = 0 } = this.#beginning ?? {};
    const counts = { inputs: this.#inputs, transitions: this.#transitions };
    return { build, ...counts, lastedMs: this.#dues.nowMs - atMs, difference: this.difference };
  }

  /** A later one does not start the run anew: it must be the state that the run has come to. */
  begin(line: number, beginning: JournalBeginning): void {
    this.#seen.clear();
    if (this.#run) this.#compare(line, beginning);
    else this.#start(beginning);
  }

  #start(beginning: JournalBeginning): void {
    this.#beginning = beginning;
    this.#dues.nowMs = beginning.atMs;
    this.#run = beginReplay(beginningOf(beginning), {
      inspect: this.#inspect,
      onTimer: this.#dues.set,
      ...(this.#options.build && { build: this.#options.build }),
    });
    if (beginning.checkpoint === null) return;
    for (const [path, state] of statesBelow(this.#run.root)) this.#states.set(path, state);
  }

  #compare(line: number, { atMs: at, checkpoint: recorded }: JournalBeginning): void {
    const replayed: unknown = JSON.parse(JSON.stringify(this.#run!.state()));
    const differs = firstDifference(recorded, replayed);
    if (differs === null) return;
    const { place, one, other } = differs;
    const sides = [one, other].map((value) => [`${place} = ${shortly(value, wordsMax)}`]);
    const input = 'none: the state of all machines is held against the recorded one';
    this.#differ({ line, at, input, transition: null, error: null }, sides);
  }

  enter(line: number, entry: JournalEntry): void {
    this.#dues.nowMs = entry.at;
    const isInput = 'timer' in entry || 'event' in entry;
    const error = isInput ? this.#feed(entry as Input) : null;
    const sides = { recorded: entry.moves, replayed: this.#moves };
    const transition = differingTransition(sides, this.#stateBefore);
    this.#transitions += this.#moves.length;
    if (error !== null || transition !== null) {
      const input = inputWords(entry, wordsMax);
      const words = [sides.recorded, sides.replayed].map((moves) => moves.map(moveWords));
      this.#differ({ line, at: entry.at, input, transition, error }, words);
    }
    this.#moves = [];
    this.#were = [];
    this.#note(`${seconds(entry.at - this.#beginning!.atMs)} ${inputWords(entry, wordsMax / 3)}`);
  }

  stop(): void {
    if (!this.difference) this.#run?.stop();
  }

  readonly #inspect = (inspection: InspectionEvent): void => {
    const transition = (happened: Happened) => {
      this.#were.push(this.#states.get(happened.path) ?? null);
      this.#states.set(happened.path, happened.state);
      this.#moves.push(this.#seen.transition(happened));
    };
    tellTransition({ transition }, inspection);
  };

  readonly #stateBefore = (path: string, index: number | null): string | null =>
    index === null ? (this.#states.get(path) ?? null) : (this.#were[index] ?? null);

  #feed(input: Input): string | null {
    this.#inputs++;
    try {
      this.#run!.feed(input);
      return 'timer' in input ? this.#dues.tooEarly(input.timer) : null;
    } catch (error) {
      return errorData(error).message;
    }
  }

  #differ({ at, ...place }: Place, sides: string[][]): void {
    const [recorded = [], replayed = []] = sides;
    const beginning = this.#beginning!;
    const atMs = at - beginning.atMs;
    const wallMs = beginning.wallMs + atMs;
    const times = { atMs, wallMs, build: beginning.build };
    this.difference = { ...place, ...times, recorded, replayed, before: [...this.#before] };
  }

  #note(words: string): void {
    this.#before.push(words);
    if (this.#before.length > (this.#options.before ?? 5)) this.#before.shift();
  }
}

type Place = { readonly at: number } & Pick<Difference, 'line' | 'input' | 'transition' | 'error'>;

/** Of what an input says, in characters. */
const wordsMax = 300;

function* statesBelow(root: AnyActorRef): Iterable<[path: string, state: string]> {
  for (const [path, actor] of actorsBelow(root)) {
    const { value } = actor.getSnapshot() as { readonly value?: unknown };
    if (value !== undefined) yield [path, dotted(value)];
  }
}
