import type { JournalBeginning } from '../actors/journal/format.ts';
import type { MarkedLines } from '../actors/journal/ring.ts';
import { type JournalDelay, JournalRun, type SavedRun, timeOf } from './journal-run.ts';
import { JournalParser } from './read-journal.ts';

/** What machines were at a moment, beyond their states. */
export type Moment = {
  /** Of the camera's machine; null: there was none. */
  readonly context: object | null;
  readonly delays: readonly JournalDelay[];
};

/** A place from which the run can be taken up again. */
type Stop = { readonly next: number; readonly saved: SavedRun; readonly parser: JournalParser };

/** A run that has come to the line `next`. */
type Place = { readonly run: JournalRun; readonly parser: JournalParser; next: number };

/** No stop for less than so many inputs, nor where saving took more than a share of the way. */
const inputsBetweenMin = 500;
const savingShareMax = 0.1;
/** Of all stops together; of more, every second is given up. */
const stopsMax = 100;
const stopsLengthMax = 32_000_000;

/**
 * Goes to any moment of a journal: makes the run again up to there, from the nearest place that it
 * has kept on the way. Its lines may be added to at the end, and be dropped at the beginning.
 */
export class Rewind {
  #lines: string[] = [];
  #marks: number[] = [];
  /** The number of the first line that is held. */
  #first = 0;
  #stops: Stop[] = [];
  #inputsBetween = inputsBetweenMin;
  #place: Place | null = null;
  #sinceStop = { inputs: 0, tookMs: 0 };
  #savingMs = 0;
  #beginning: JournalBeginning | null = null;
  /** The number of the line up to which the way was made for later. */
  #prepared = 0;
  readonly #nowMs: () => number;

  constructor({ nowMs = () => performance.now() } = {}) {
    this.#nowMs = nowMs;
  }

  /** The first of them has that number. */
  append({ lines, marks }: MarkedLines, number: number): void {
    // where some are missing that were never told, nothing before them is of use
    if (number > this.#first + this.#lines.length) this.dropBefore(number);
    this.#lines = this.#lines.concat(lines);
    this.#marks = this.#marks.concat(marks);
  }

  /** What begins then is a beginning. */
  dropBefore(number: number): void {
    const count = number - this.#first;
    if (count <= 0) return;
    this.#lines = this.#lines.slice(count);
    this.#marks = this.#marks.slice(count);
    this.#first = number;
    this.#stops = [];
    this.#place = null;
    this.#beginning = null;
  }

  /** Of a camera, after everything with a lower mark. null: before the beginning. */
  at(mark: number, camera: string): Moment | null {
    if (this.#lines.length === 0 || mark < this.#marks[0]!) return null;
    const { run, next } = this.#goTo(this.#endOf(mark));
    const endOf = (timer: number) => this.#rungAt(timer, next);
    return { context: run.contextOf(camera), delays: run.delays(endOf) };
  }

  /** Goes on to where nobody has been yet, for so long. Whether there is more. */
  prepare(budgetMs: number): boolean {
    const end = this.#first + this.#lines.length;
    if (this.#lines.length === 0 || this.#prepared >= end) return false;
    const startedMs = this.#nowMs();
    const place = this.#goTo(Math.max(this.#prepared, this.#first + 1));
    while (place.next < end && this.#nowMs() - startedMs < budgetMs) this.#step(place);
    this.#prepared = place.next;
    return this.#prepared < end;
  }

  /** The numbers of the lines from which the run can be taken up again. */
  get kept(): readonly number[] {
    return this.#stops.map(({ next }) => next);
  }

  /** The first line that came in with that mark or a later one: what it tells of is not wanted. */
  #endOf(mark: number): number {
    let [low, high] = [1, this.#marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#marks[middle]! < mark) low = middle + 1;
      else high = middle;
    }
    return this.#first + low;
  }

  #goTo(end: number): Place {
    const place = this.#placeFor(end);
    this.#place = null; // one that breaks on the way is not gone on with
    while (place.next < end) this.#step(place);
    this.#place = place;
    return place;
  }

  /** The nearest before it: where we are, or a stop. */
  #placeFor(end: number): Place {
    const stop = this.#stops.findLast(({ next }) => next <= end) ?? null;
    const here = this.#place;
    if (here && here.next <= end && here.next >= (stop?.next ?? 0)) return here;
    this.#sinceStop = { inputs: 0, tookMs: 0 };
    if (stop === null) return this.#start();
    const run = new JournalRun(this.#beginning!, { from: stop.saved });
    return { run, parser: new JournalParser('', stop.parser), next: stop.next };
  }

  #start(): Place {
    const parser = new JournalParser('');
    const read = parser.parse(this.#lines[0]!);
    if (!('beginning' in read)) throw parser.invalid('does not begin with a beginning');
    this.#beginning = read.beginning;
    return { run: new JournalRun(read.beginning), parser, next: this.#first + 1 };
  }

  #step(place: Place): void {
    const startedMs = this.#nowMs();
    const read = place.parser.parse(this.#lines[place.next - this.#first]!);
    if ('entry' in read) place.run.enter(read.entry);
    place.next++;
    this.#sinceStop.inputs++;
    this.#sinceStop.tookMs += this.#nowMs() - startedMs;
    const isNew = place.next > (this.#stops.at(-1)?.next ?? 0);
    if (isNew && this.#isWorthIt) this.#keepStop(place);
  }

  get #isWorthIt(): boolean {
    const { inputs, tookMs } = this.#sinceStop;
    return inputs >= this.#inputsBetween && tookMs * savingShareMax >= this.#savingMs;
  }

  #keepStop({ run, parser, next }: Place): void {
    const startedMs = this.#nowMs();
    this.#stops.push({ next, saved: run.save(), parser: new JournalParser('', parser) });
    this.#savingMs = this.#nowMs() - startedMs;
    this.#sinceStop = { inputs: 0, tookMs: 0 };
    const length = this.#stops.reduce((sum, { saved }) => sum + saved.checkpoint.length, 0);
    if (this.#stops.length <= stopsMax && length <= stopsLengthMax) return;
    this.#stops = this.#stops.filter((_, index) => index % 2 === 1);
    this.#inputsBetween *= 2;
  }

  /** When a timer rang that is not known to have been set: it is looked for in what came later. */
  #rungAt(timer: number, from: number): number | null {
    const rang = new RegExp(`^\\{"at":([\\d.]+),"timer":${timer},`);
    for (let index = from - this.#first; index < this.#lines.length; index++) {
      const [, at] = rang.exec(this.#lines[index]!) ?? [];
      if (at !== undefined) return timeOf(Number(at), this.#beginning!);
    }
    return null;
  }
}
