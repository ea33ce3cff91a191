import * as assert from 'uvu/assert';
import type { CameraStatus } from '../../../index.ts';
import { eventually } from '../../support/eventually.ts';
import { assertDescriptors, type Prices } from './descriptor-kinds.ts';
import type { KeeperProcess } from './keeper-process.ts';
import type { Look } from './keeper-program.ts';
import { assertArguments, assertProcesses } from './processes.ts';
import { Proof } from './proof.ts';
import { assertRecordings } from './recordings.ts';
import { assertFiles, assertRegions } from './regions.ts';
import type { Wishes } from './wished.ts';

/** `CHAOS_WITHIN_SECONDS=30`: for who waits for failures, as those who try mutants do. */
const convergesWithinMs = Number(process.env.CHAOS_WITHIN_SECONDS ?? 90) * 1000;

export type Expected = {
  readonly directory: string;
  readonly wishes: Wishes;
  /** null: not known yet. */
  readonly prices: Prices | null;
};
export type Calm = {
  readonly look: Look;
  /** Of each camera, a while before the look. */
  readonly droppedBefore: ReadonlyMap<string, number>;
};

/** Resolves when what is desired and nothing else runs, and all of it is accounted for. */
export async function untilCalm(keeper: KeeperProcess, expected: Expected): Promise<Calm> {
  const { directory, wishes, prices } = expected;
  const proof = new Proof(wishes);
  const ask = async () => {
    const look = await keeper.look();
    const { status, troubles } = look;
    assert.equal(troubles, [], 'troubles of the keeper');
    assert.equal(Object.keys(status.cameras).sort(), [...wishes.keys()].sort());
    proof.note(look);
    proof.assertAll();
    assertArguments(status, wishes);
    assertProcesses(directory, status);
    assertRegions(directory, status);
    assertFiles(directory, status);
    assertRecordings(directory, status);
    if (prices) assertDescriptors(status, prices);
    // what came and went meanwhile was not accounted for
    assert.equal(pidsOf(await keeper.look()), pidsOf(look), 'it moves');
    return { look, droppedBefore: proof.droppedBefore };
  };
  return await eventually('calm', ask, { withinMs: convergesWithinMs });
}

const pidsOf = ({ status }: Look) =>
  Object.entries(status.cameras).map(([name, { capture, tracker, recorder }]) => {
    return `${name} ${capture.pid} ${capture.ffmpegPid} ${tracker.pid} ${recorder?.pid}`;
  });

/** Who was not touched has lived on, and lost nothing but what is counted with its reason. */
export function assertUntouched(name: string, before: Calm, after: Calm): void {
  const [was, is] = [before.look.status.cameras[name]!, after.look.status.cameras[name]!];
  const parts = ({ capture, tracker, recorder, generation }: CameraStatus) => {
    const pids = [capture.pid, capture.ffmpegPid, tracker.pid, recorder?.pid ?? 'no recorder'];
    return `${pids.join(' ')}, generation ${generation}`;
  };
  assert.is(parts(is), parts(was), `${name}: not touched, and yet other processes`);
  assert.equal(is.ring, was.ring, `${name}: not touched, and yet another ring`);
  const [began, now] = [before.look.courses[name]!, after.look.courses[name]!];
  assert.ok(now.isOrdered, `${name}: frames out of order`);
  assert.ok(now.frames > began.frames, `${name}: no results`);
  const missing = now.framesMissing - began.framesMissing;
  const dropped = is.queue.droppedTotal - before.droppedBefore.get(name)!;
  const undelivered = now.resultsMissing - began.resultsMissing;
  assert.ok(
    missing <= dropped + undelivered,
    `${name}: ${missing} frames missing, ${dropped} dropped, ${undelivered} not delivered`,
  );
  const { 'queue-full': _, ...others } = is.losses;
  const { 'queue-full': __, ...othersBefore } = was.losses;
  assert.equal(others, othersBefore, `${name}: losses`);
}
