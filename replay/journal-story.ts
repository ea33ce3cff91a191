import type { Input } from '../actors/door/door.ts';
import type { JournalBeginning, JournalEntry } from '../actors/journal/format.ts';
import { errorData } from '../config/errors.ts';
import { Observer } from '../keeper/observer.ts';
import { beginReplay } from '../keeper/replay.ts';
import { seed } from '../keeper/seed.ts';
import { Story } from '../keeper/story.ts';
import { beginningOf, readJournal } from './read-journal.ts';

/** What a journal tells, with the times of its recording. */
export type JournalStory = {
  readonly instance: string;
  readonly build: string;
  readonly story: Story;
  /** As everything was at its end. */
  readonly observer: Observer;
  readonly generation: number;
  readonly endMs: number;
  /** Why the rest of it is not told; null: all of it is. */
  readonly cut: string | null;
  readonly inputs: number;
  /** That ran at its end, as far as it is known since when. */
  readonly delays: () => readonly JournalDelay[];
};

export type JournalDelay = {
  readonly path: string;
  readonly event: string;
  readonly endsMs: number;
};

const entriesMax = 400_000;

/**
 * Makes the run of a journal again, up to a moment or to its end, and listens to it. Throws
 * JOURNAL_INVALID.
 */
export async function storyOfJournal(
  file: string,
  untilMs = Number.POSITIVE_INFINITY,
): Promise<JournalStory> {
  const listening = new Listening();
  for await (const read of readJournal(file)) {
    if ('beginning' in read) listening.begin(read.beginning);
    else if (listening.timeOf(read.entry) > untilMs) break;
    else listening.enter(read.line, read.entry);
    if (listening.cut !== null) break;
  }
  return listening.end();
}

class Listening {
  #beginning: JournalBeginning | null = null;
  #nowMs = 0;
  #run: ReturnType<typeof beginReplay> | null = null;
  #observer: Observer | null = null;
  #story: Story | null = null;
  /** Of every timer that was set, when it was to ring. */
  readonly #ends = new Map<number, number>();
  #inputs = 0;
  cut: string | null = null;

  /** A later one begins nothing: the run goes on. */
  begin(beginning: JournalBeginning): void {
    if (this.#beginning) return;
    this.#beginning = beginning;
    this.#nowMs = beginning.wallMs;
    const clocks = { wallMs: () => this.#nowMs, monotonicMs: () => this.#nowMs };
    const observer = new Observer(deaf, clocks);
    const explain = (camera: string) => observer.camera(camera);
    const story = new Story({ wallMs: clocks.wallMs, explain, entriesMax });
    this.#observer = observer;
    this.#story = story;
    this.#run = beginReplay(beginningOf(beginning), {
      onTimer: (number, delayMs) => this.#ends.set(number, this.#nowMs + delayMs),
      inspect: (inspection) => {
        observer.inspect(inspection);
        story.inspect(inspection);
      },
    });
    if (beginning.checkpoint !== null) seed(this.#run.root, [observer.inspect, story.inspect]);
  }

  enter(line: number, entry: JournalEntry): void {
    this.#nowMs = this.timeOf(entry);
    if (!('timer' in entry || 'event' in entry)) return;
    this.#inputs++;
    if ('timer' in entry) this.#ends.delete(entry.timer as number);
    try {
      this.#run!.feed(entry as Input);
    } catch (error) {
      this.cut = `the run goes another way at line ${line}: ${errorData(error).message}`;
    }
  }

  timeOf(entry: JournalEntry): number {
    const { wallMs, atMs } = this.#beginning!;
    return wallMs + entry.at - atMs;
  }

  /** The machines are left as they are: their end is no part of the run. */
  end(): JournalStory {
    const { build, start } = this.#beginning!;
    const observer = this.#observer!;
    return {
      ...{ build, observer, story: this.#story!, endMs: this.#nowMs, cut: this.cut },
      ...{ inputs: this.#inputs, delays: () => this.#delays() },
      instance: (start as { readonly instance: string }).instance,
      generation: observer.keeper.generation,
    };
  }

  #delays(): JournalDelay[] {
    return this.#run!.state().timers.flatMap(({ number, target, event }) => {
      const endsMs = this.#ends.get(number);
      return endsMs === undefined ? [] : [{ path: target, event: event.type, endsMs }];
    });
  }
}

const deaf = {
  onCamera: () => {},
  onCameraGone: () => {},
  onProcess: () => {},
  onKeeper: () => {},
  onConfig: () => {},
  onSwept: () => {},
};
