import type { Input } from '../actors/door/door.ts';
import type { JournalBeginning, JournalEntry } from '../actors/journal/format.ts';
import { actorsBelow } from '../keeper/checkpoint.ts';
import { type Beginning, beginReplay, type ReplayOptions } from '../keeper/replay.ts';
import { beginningOf } from './read-journal.ts';

/** A delay that runs, with what comes at its end. */
export type JournalDelay = {
  readonly path: string;
  readonly event: string;
  readonly endsMs: number;
};

/** As a run was between two inputs: it can be taken up again there. Plain text and numbers. */
export type SavedRun = {
  readonly checkpoint: string;
  readonly ends: readonly (readonly [timer: number, endsMs: number])[];
  readonly nowMs: number;
};

type Inspect = ReplayOptions['inspect'];

/** The machines of a journal, with the times of its recording: they go where its inputs lead. */
export class JournalRun {
  readonly #beginning: JournalBeginning;
  readonly #run: ReturnType<typeof beginReplay>;
  /** Of every timer that was set, when it was to ring. */
  readonly #ends: Map<number, number>;
  #nowMs: number;

  /** From its beginning on, or from where it was saved. */
  constructor(
    beginning: JournalBeginning,
    options: { readonly inspect?: (run: JournalRun) => Inspect; readonly from?: SavedRun } = {},
  ) {
    const { from, inspect = () => () => {} } = options;
    this.#beginning = beginning;
    this.#ends = new Map(from?.ends);
    this.#nowMs = from?.nowMs ?? beginning.wallMs;
    this.#run = beginReplay(from ? resumed(beginning, from) : beginningOf(beginning), {
      inspect: inspect(this),
      onTimer: (number, delayMs) => this.#ends.set(number, this.#nowMs + delayMs),
    });
  }

  get root() {
    return this.#run.root;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Throws where the run does not lead to the input. */
  enter(entry: JournalEntry): void {
    this.#nowMs = timeOf(entry.at, this.#beginning);
    if ('timer' in entry) this.#ends.delete(entry.timer);
    if ('timer' in entry || 'event' in entry) this.#run.feed(entry as Input);
  }

  save(): SavedRun {
    const state = this.#run.state();
    const timers = new Set(state.door.timers);
    const ends = [...this.#ends].filter(([timer]) => timers.has(timer));
    return { checkpoint: JSON.stringify(state), ends, nowMs: this.#nowMs };
  }

  /** Those that run; `endOf` is asked for one that was set before the journal begins. */
  delays(endOf: (timer: number) => number | null = () => null): JournalDelay[] {
    return this.#run.state().timers.flatMap(({ number, target, event }) => {
      const endsMs = this.#ends.get(number) ?? endOf(number);
      return endsMs === null ? [] : [{ path: target, event: event.type, endsMs }];
    });
  }

  /** null: there is no such camera. */
  contextOf(camera: string): object | null {
    const actor = actorsBelow(this.#run.root).get(`camera:${camera}`);
    const snapshot = actor?.getSnapshot() as { readonly context?: object } | undefined;
    return snapshot?.context ?? null;
  }
}

/** Milliseconds since 1970, of the door's time of a journal. */
export const timeOf = (at: number, { wallMs, atMs }: JournalBeginning): number =>
  wallMs + at - atMs;

const resumed = (beginning: JournalBeginning, { checkpoint }: SavedRun): Beginning => ({
  ...beginningOf(beginning),
  checkpoint: JSON.parse(checkpoint) as NonNullable<Beginning['checkpoint']>,
});
