import type { InspectionEvent } from 'xstate';
import type { JournalBeginning, JournalEntry } from '../actors/journal/format.ts';
import type { MarkedLines } from '../actors/journal/ring.ts';
import { errorData } from '../config/errors.ts';
import { Observer } from '../keeper/observer.ts';
import { seed } from '../keeper/seed.ts';
import { Story } from '../keeper/story.ts';
import { JournalRun } from './journal-run.ts';
import { type JournalLine, readJournal } from './read-journal.ts';

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
  /** Its lines that are told, marked by the sequence of the story. */
  readonly lines: MarkedLines;
};

const entriesMax = 400_000;

/** Makes the run of a journal again, and listens to it. Throws JOURNAL_INVALID. */
export async function storyOfJournal(file: string): Promise<JournalStory> {
  const listening = new Listening();
  for await (const read of readJournal(file)) {
    listening.hear(read);
    if (listening.cut !== null) break;
  }
  return listening.end();
}

class Listening {
  #beginning: JournalBeginning | null = null;
  #run: JournalRun | null = null;
  #observer: Observer | null = null;
  #story: Story | null = null;
  readonly #lines: string[] = [];
  readonly #marks: number[] = [];
  cut: string | null = null;

  hear(read: JournalLine): void {
    const mark = this.#story?.sequence ?? 0;
    // a later beginning begins nothing: the run goes on
    if (!('beginning' in read)) this.#enter(read.line, read.entry);
    else if (!this.#beginning) this.#begin(read.beginning);
    if (this.cut !== null) return;
    this.#lines.push(read.text);
    this.#marks.push(mark);
  }

  /** The machines are left as they are: their end is no part of the run. */
  end(): JournalStory {
    const { build, start } = this.#beginning!;
    const observer = this.#observer!;
    return {
      ...{ build, observer, story: this.#story!, endMs: this.#run!.nowMs, cut: this.cut },
      lines: { lines: this.#lines, marks: this.#marks },
      instance: (start as { readonly instance: string }).instance,
      generation: observer.keeper.generation,
    };
  }

  #begin(beginning: JournalBeginning): void {
    this.#beginning = beginning;
    const run = new JournalRun(beginning, { inspect: (made) => this.#listenTo(made) });
    this.#run = run;
    if (beginning.checkpoint === null) return;
    seed(run.root, [this.#observer!.inspect, this.#story!.inspect]);
  }

  #listenTo(run: JournalRun) {
    const clocks = { wallMs: () => run.nowMs, monotonicMs: () => run.nowMs };
    const observer = new Observer({}, clocks);
    const explain = (camera: string) => observer.camera(camera);
    const { wallMs } = clocks;
    const story = new Story({ wallMs, explain, entriesMax, isRestForKeeper: true });
    this.#observer = observer;
    this.#story = story;
    return (inspection: InspectionEvent) => {
      observer.inspect(inspection);
      story.inspect(inspection);
    };
  }

  #enter(line: number, entry: JournalEntry): void {
    try {
      this.#run!.enter(entry);
    } catch (error) {
      this.cut = `the run goes another way at line ${line}: ${errorData(error).message}`;
    }
  }
}
