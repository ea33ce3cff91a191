import type { Clock } from '../../actors/door/clock.ts';
import type { Input } from '../../actors/door/door.ts';
import type { JournalBeginning, JournalEntry } from '../../actors/journal/format.ts';
import { beginReplay } from '../../keeper/replay.ts';
import { beginningOf, readJournal } from '../read-journal.ts';
import { formatTime } from './times.ts';

export type ScriptOfJournal = {
  /** Plain data, to be written by `writeScript`. */
  readonly source: Readonly<Record<string, unknown>>;
  readonly inputs: number;
};

/**
 * A journal as a script: what came from outside becomes its inputs, how late each timer was is said
 * of the world, and what the cameras and the keeper did is expected. Of one that begins in the
 * middle of a run the script has the state of all machines. Throws JOURNAL_INVALID.
 */
export async function scriptOfJournal(file: string): Promise<ScriptOfJournal> {
  const conversion = new Conversion();
  for await (const read of readJournal(file)) {
    if ('entry' in read) conversion.enter(read.entry);
    else if (!conversion.hasBegun) conversion.begin(read.beginning);
  }
  return conversion.end(file);
}

/** No two inputs stand at the same time: so their order is kept. */
const stepMs = 0.001;

class Conversion {
  #beginning: JournalBeginning | null = null;
  #run: ReturnType<typeof beginReplay> | null = null;
  #timers: SpiedTimers | null = null;
  #nowMs = 0;
  #isFollowing = true;
  readonly #inputs: object[] = [];
  readonly #expected: string[] = [];
  /** A later beginning tells states again that stayed. */
  readonly #states = new Map<string, string>();

  get hasBegun(): boolean {
    return this.#run !== null;
  }

  begin(beginning: JournalBeginning): void {
    this.#beginning = beginning;
    this.#run = beginReplay(beginningOf(beginning), {
      inspect: () => {},
      clock: (clock) => {
        this.#timers = new SpiedTimers(clock, () => this.#nowMs);
        return this.#timers;
      },
    });
  }

  enter(entry: JournalEntry): void {
    const isInput = 'timer' in entry || 'event' in entry;
    if (isInput) this.#take(entry as Input);
    for (const [path, , state] of entry.moves) {
      if (state === null || !/^(keeper|camera:[^/]+)$/.test(path)) continue;
      if (this.#states.get(path) === state) continue;
      this.#states.set(path, state);
      const who = path.replace(/^camera:/, '');
      this.#expected.push(`${formatTime(Math.round(this.#nowMs))} ${who} ${state}`);
    }
  }

  end(file: string): ScriptOfJournal {
    const { start, checkpoint } = this.#beginning!;
    const untilMs = this.#nowMs + stepMs / 2;
    const late = Object.fromEntries(this.#timers!.lateMs(untilMs));
    // a keeper that has stopped tells its results, which no journal holds
    const isStopped = this.#expected.some((line) => line.endsWith(' keeper stopped'));
    const source = {
      about: `the run of ${file}`,
      recorded: { start, ...(checkpoint && { checkpoint }), late },
      inputs: this.#inputs,
      until: formatTime(this.#nowMs),
      expect: [...this.#expected, ...(isStopped ? ['...'] : [])],
    };
    return { source, inputs: this.#inputs.length };
  }

  #take(input: Input): void {
    const atMs = Math.round((input.at - this.#beginning!.atMs) / stepMs) * stepMs;
    this.#nowMs = rounded(Math.max(atMs, this.#nowMs + stepMs));
    if ('event' in input) {
      const { to, event } = input;
      this.#inputs.push({ at: formatTime(this.#nowMs), to, event });
    } else this.#timers!.rings(input.timer);
    this.#follow(input);
  }

  /** Other machines than the recorded ones lose their way: from there on, timers are on time. */
  #follow(input: Input): void {
    if (!this.#isFollowing) return;
    try {
      this.#run!.feed(input);
    } catch {
      this.#isFollowing = false;
    }
  }
}

type SetTimer = { readonly dueMs: number; endedMs: number | null; rang: boolean };

/**
 * Notes when each timer was due, and when it rang or was let go. One of a checkpoint is set anew,
 * without a delay: then it is said to be as late as the time that it still ran.
 */
class SpiedTimers implements Clock {
  readonly #clock: Clock;
  readonly #nowMs: () => number;
  readonly #timers = new Map<number, SetTimer>();

  constructor(clock: Clock, nowMs: () => number) {
    this.#clock = clock;
    this.#nowMs = nowMs;
  }

  readonly setTimeout = (ring: () => void, delayMs: number): number => {
    const number = this.#clock.setTimeout(ring, delayMs);
    this.#timers.set(number, { dueMs: this.#nowMs() + delayMs, endedMs: null, rang: false });
    return number;
  };

  readonly clearTimeout = (number: number): void => {
    this.#end(number, false);
    this.#clock.clearTimeout(number);
  };

  rings(number: number): void {
    this.#end(number, true);
  }

  /** Of those that were not on time; who never rang must not ring before it was let go. */
  lateMs(untilMs: number): [number, number][] {
    return [...this.#timers].flatMap(([number, { dueMs, endedMs, rang }]) => {
      const endMs = rang ? endedMs! : (endedMs ?? untilMs) + stepMs / 2;
      const lateMs = rounded(endMs - dueMs);
      const isOnTime = rang ? lateMs === 0 : lateMs < 0;
      return isOnTime ? [] : [[number, lateMs] as [number, number]];
    });
  }

  #end(number: number, rang: boolean): void {
    const timer = this.#timers.get(number);
    if (!timer || timer.endedMs !== null) return;
    timer.endedMs = this.#nowMs();
    timer.rang = rang;
  }
}

/** To tenths of a microsecond. */
const rounded = (ms: number): number => Math.round(ms * 1e4) / 1e4;
