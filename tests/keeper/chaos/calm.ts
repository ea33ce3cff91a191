import * as assert from 'uvu/assert';
import type { CameraStatus } from '../../../index.ts';
import { eventually } from '../../support/eventually.ts';
import { assertHeld, assertProcesses, framesUnexplained } from './account.ts';
import type { KeeperProcess } from './keeper-process.ts';
import type { Look } from './keeper-program.ts';
import type { Wishes } from './storm.ts';
import { isSteady, isWished, type Wished } from './wished.ts';

const convergesWithinMs = 90_000;
const framesToProve = 3;

/** Resolves when what is desired and nothing else runs, and all of it is accounted for. */
export async function untilCalm(
  directory: string,
  keeper: KeeperProcess,
  wishes: Wishes,
): Promise<Look> {
  const proof = new Proof();
  const look = async () => {
    const seen = await keeper.look();
    assert.equal(Object.keys(seen.status.cameras).sort(), [...wishes.keys()].sort());
    for (const [name, wished] of wishes) proof.note(name, seen.status.cameras[name]!, wished);
    proof.assertAll(wishes);
    assertProcesses(directory, seen.status);
    assertHeld(directory, seen.status);
    assert.equal(seen.troubles, []);
    return seen;
  };
  return await eventually('calm', look, { withinMs: convergesWithinMs });
}

type Seen = { readonly pids: string; readonly frames: number };

/** Frames flow and are explained, which no single look can show of a living camera. */
class Proof {
  readonly #began = new Map<string, Seen>();
  readonly #flows = new Set<string>();
  readonly #explained = new Set<string>();
  readonly #wrong = new Map<string, string>();

  note(name: string, status: CameraStatus, wished: Wished): void {
    const { capture, tracker } = status;
    const pids = `${capture.pid} ${tracker.pid}`;
    const began = this.#began.get(name);
    if (began?.pids !== pids) {
      this.#began.set(name, { pids, frames: tracker.framesTotal });
      this.#flows.delete(name);
    } else if (tracker.framesTotal >= began.frames + framesToProve) this.#flows.add(name);
    if (framesUnexplained(status) === 0) this.#explained.add(name);
    const wrong = wrongIn(status, wished);
    if (wrong) this.#wrong.set(name, wrong);
    else this.#wrong.delete(name);
  }

  assertAll(wishes: Wishes): void {
    assert.equal(Object.fromEntries(this.#wrong), {});
    for (const [name, wished] of wishes) {
      if (!isWished(wished)) continue;
      assert.ok(this.#explained.has(name), `${name}: frames that nobody explains`);
      assert.ok(!isSteady(wished.kind) || this.#flows.has(name), `${name}: no frames flow`);
    }
  }
}

function wrongIn(status: CameraStatus, wished: Wished): string | null {
  const { state, generation, observedGeneration } = status;
  const expected = !isWished(wished)
    ? wished.wish === 'off'
      ? /^disabled\.byRequest$/
      : /^disabled\.byConfig$/
    : isSteady(wished.kind)
      ? /^running\.healthy$/
      : /^(running|starting)/;
  if (!expected.test(state)) return `${wished.kind} ${state} (${status.reason}), not ${expected}`;
  if (generation !== observedGeneration) return `behind: ${observedGeneration} of ${generation}`;
  return null;
}

/** Who was not touched has lived on, and lost nothing that is not counted. */
export function assertUntouched(name: string, before: Look, after: Look): void {
  const [was, is] = [before.status.cameras[name]!, after.status.cameras[name]!];
  const pidsOf = ({ capture, tracker }: CameraStatus) =>
    `${capture.pid} ${capture.ffmpegPid} ${tracker.pid}`;
  assert.is(pidsOf(is), pidsOf(was), `${name}: not touched, and yet other processes`);
  assert.is(is.generation, was.generation, `${name}: generation`);
  const [began, now] = [before.courses[name]!, after.courses[name]!];
  assert.ok(now.isOrdered, `${name}: frames out of order`);
  assert.ok(now.frames > began.frames, `${name}: no results`);
  const missing = now.framesMissing - began.framesMissing;
  const undelivered = now.resultsMissing - began.resultsMissing;
  // a drop may be counted in one look, and the frame after it come in the next
  const dropped = is.queue.droppedTotal;
  assert.ok(
    missing <= dropped + undelivered,
    `${name}: ${missing} frames missing, ${dropped} dropped`,
  );
  const { 'queue-full': _, 'tracker-starting': __, ...others } = is.losses;
  const { 'queue-full': ___, 'tracker-starting': ____, ...othersBefore } = was.losses;
  assert.equal(others, othersBefore, `${name}: losses`);
}
