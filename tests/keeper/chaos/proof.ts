import * as assert from 'uvu/assert';
import type { CameraStatus } from '../../../index.ts';
import type { Course } from './courses.ts';
import type { Look } from './keeper-program.ts';
import { isSteady, isWished, recordOf, type Wished, type Wishes } from './wished.ts';

/** More than the queue holds: who came after so many came after what was dropped before. */
const resultsToProve = 6;

type Began = { readonly pids: string; readonly results: number; readonly dropped: number };

/** Frames flow and are explained, which no single look can show of a living camera. */
export class Proof {
  readonly #wishes: Wishes;
  readonly #began = new Map<string, Began>();
  readonly #flows = new Set<string>();
  readonly #explained = new Set<string>();
  #wrong: readonly string[] = [];

  constructor(wishes: Wishes) {
    this.#wishes = wishes;
  }

  note({ status, courses }: Look): void {
    const names = [...this.#wishes.keys()];
    for (const name of names) this.#noteOne(name, status.cameras[name]!, courses[name]);
    this.#wrong = names.flatMap((name) => {
      const found = [...wrongIn(status.cameras[name]!, this.#wishes.get(name)!, courses[name])];
      return found.map((what) => `${name}: ${what}`);
    });
  }

  assertAll(): void {
    assert.equal(this.#wrong, []);
    for (const [name, wished] of this.#wishes) {
      if (!isWished(wished)) continue;
      assert.ok(this.#explained.has(name), `${name}: frames that nobody explains`);
      assert.ok(!isSteady(wished.kind) || this.#flows.has(name), `${name}: no frames flow`);
    }
  }

  /** Frames dropped at the queue when what runs now was seen first. */
  get droppedBefore(): ReadonlyMap<string, number> {
    return new Map([...this.#began].map(([name, { dropped }]) => [name, dropped]));
  }

  #noteOne(name: string, status: CameraStatus, course: Course | undefined): void {
    const { capture, tracker, queue } = status;
    const pids = `${capture.pid} ${tracker.pid}`;
    const results = course?.frames ?? 0;
    const began = this.#began.get(name);
    if (began?.pids !== pids || results < began.results) {
      this.#began.set(name, { pids, results, dropped: queue.droppedTotal });
      this.#flows.delete(name);
    } else if (results >= began.results + resultsToProve) this.#flows.add(name);
    if (framesUnexplained(status) === 0) this.#explained.add(name);
  }
}

function* wrongIn(status: CameraStatus, wished: Wished, course?: Course): Iterable<string> {
  const { state, reason, generation, observedGeneration, ring, losses } = status;
  const expected = expectedState(wished);
  if (!expected.test(state)) yield `${wished.kind} ${state} (${reason}), not ${expected}`;
  if (generation !== observedGeneration) yield `behind: ${observedGeneration} of ${generation}`;
  if (losses['torn-read']) yield `${losses['torn-read']} torn reads`;
  if (!isWished(wished)) {
    if (ring) yield 'off, and yet has memory';
    return;
  }
  const { recording } = status;
  const by = recording?.isUp ? recording.by : null;
  if (by !== recorders[recordOf(wished.kind) ?? 'not']) yield `recorded by ${by}`;
  const { width, height, slots } = ring ?? {};
  if (width !== wished.ring.width || height !== wished.ring.height || slots !== wished.ring.slots) {
    yield `ring of ${width}x${height}, ${slots} slots, not ${JSON.stringify(wished.ring)}`;
  }
  if (!course || !isSteady(wished.kind)) return;
  const { 'queue-full': dropped, 'capture-died': halves, 'cut-short': ends } = losses;
  const counted = (dropped ?? 0) + (halves ?? 0) + (ends ?? 0) + course.resultsMissing;
  if (course.framesMissing > counted) {
    yield `${course.framesMissing} frames missing, and only ${counted} counted`;
  }
}

const recorders = { apart: 'recorder', beside: 'capture', not: null } as const;

function expectedState({ kind, wish, ...wished }: Wished): RegExp {
  if (!isWished({ kind, wish, ...wished })) {
    return wish === 'off' ? /^disabled\.byRequest$/ : /^disabled\.byConfig$/;
  }
  return isSteady(kind) ? /^running\.healthy$/ : /^(running|starting)/;
}

/** Frames that capture has delivered, and of which nobody knows what became of them. */
function framesUnexplained({ capture, tracker, queue, losses }: CameraStatus): number {
  const reasons = ['queue-full', 'tracker-starting', 'tracker-died'];
  const lost = reasons.reduce((sum, reason) => sum + (losses[reason] ?? 0), 0);
  return capture.framesTotal - tracker.framesTotal - lost - queue.length;
}
