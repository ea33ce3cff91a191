import { type JournalStory, storyOfJournal } from '../../replay/journal-story.ts';

/** So many inputs are replayed in about a second; of a longer journal only its end is known. */
const inputsMax = 20_000;

/** The machines of a journal as they were at a moment: the run is made again up to there. */
export class Moments {
  readonly #file: string;
  readonly #end: JournalStory;
  #last: { readonly atMs: number; readonly moment: Promise<JournalStory> } | null = null;
  #isBusy = false;

  constructor(file: string, end: JournalStory) {
    this.#file = file;
    this.#end = end;
  }

  /** null: it would take too long, or another one is being made. */
  async at(atMs: number): Promise<JournalStory | null> {
    if (atMs >= this.#end.endMs) return this.#end;
    if (this.#last?.atMs === atMs) return this.#last.moment;
    if (this.#isBusy || this.#end.inputs > inputsMax) return null;
    this.#isBusy = true;
    const moment = storyOfJournal(this.#file, atMs).finally(() => {
      this.#isBusy = false;
    });
    this.#last = { atMs, moment };
    return moment;
  }
}
