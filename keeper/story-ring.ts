import type { AnyTransitionDefinition } from 'xstate';
import type { Explanation } from './explain.ts';

/** Of one event, what is needed to tell of it later. */
export type StoryEntry = {
  /** Counts up over everything that was heard. */
  readonly sequence: number;
  readonly at: number;
  readonly path: string;
  readonly event: string;
  readonly from: string;
  /** The camera that an event of the keeper or the gate names. */
  readonly about: string | null;
  /** Dotted; null: no machine, or it has not come to a state yet. */
  state: string | null;
  sinceMs: number;
  transitions: readonly AnyTransitionDefinition[];
  /** Of the machine of a camera. */
  why: Explanation | null;
  /** It is another one than before. */
  isNews: boolean;
  /** The machine ended with it. */
  isLast: boolean;
};

/** The last of what the actors of one camera heard, or those of the keeper itself. */
export class StoryRing {
  #entries: StoryEntry[] = [];
  #first = 0;
  /** By path, the last of those dropped: where a machine was before the first that is kept. */
  readonly #before = new Map<string, StoryEntry>();
  #lastDropped: StoryEntry | null = null;
  /** Everything that was pushed. */
  heard = 0;

  get length(): number {
    return this.#entries.length - this.#first;
  }

  /** The time from which on nothing is missing; null: nothing ever was dropped. */
  get wholeFromMs(): number | null {
    return this.#lastDropped?.at ?? null;
  }

  get droppedSequence(): number {
    return this.#lastDropped?.sequence ?? 0;
  }

  push(entry: StoryEntry): void {
    this.heard++;
    this.#entries.push(entry);
  }

  trim(lengthMax: number): void {
    while (this.length > lengthMax) this.#drop(this.#entries[this.#first++]!);
    if (this.#first <= this.#entries.length / 2) return;
    this.#entries = this.#entries.slice(this.#first);
    this.#first = 0;
  }

  /** Of those behind a sequence number, the newest, oldest first. */
  after(sequence: number, countMax: number): StoryEntry[] {
    let start = this.#entries.length;
    const lowest = Math.max(this.#first, start - countMax);
    while (start > lowest && this.#entries[start - 1]!.sequence > sequence) start--;
    return this.#entries.slice(start);
  }

  /** The number of the last entry up to a time; 0: there is none. */
  sequenceAt(atMs: number): number {
    for (let index = this.#entries.length - 1; index >= this.#first; index--) {
      const { at, sequence } = this.#entries[index]!;
      if (at <= atMs) return sequence;
    }
    return (this.#lastDropped?.at ?? Infinity) <= atMs ? this.droppedSequence : 0;
  }

  between(fromMs: number, toMs: number): StoryEntry[] {
    const kept = this.#entries.slice(this.#first);
    return kept.filter(({ at }) => at >= fromMs && at <= toMs);
  }

  /** By path, the last entry of every machine up to then. */
  statesAt(atMs: number): Map<string, StoryEntry> {
    const known = [...this.#before].filter(([, { at }]) => at <= atMs);
    const states = new Map(known);
    for (const entry of this.between(Number.NEGATIVE_INFINITY, atMs)) {
      if (entry.state !== null) states.set(entry.path, entry);
    }
    return states;
  }

  #drop(entry: StoryEntry): void {
    this.#lastDropped = entry;
    if (entry.isLast) this.#before.delete(entry.path);
    else if (entry.state !== null) this.#before.set(entry.path, entry);
  }
}
