import * as assert from 'uvu/assert';
import { isAlive } from '../../support/processes.ts';
import { processesOfInstance } from './processes.ts';
import { remove, type Storm, signal } from './storm.ts';

type End = {
  /** To be asked when the next keeper runs. */
  readonly assertGone: () => void;
  /** `camera/role`. */
  readonly forced: readonly string[];
};

/** SIGKILL to the keeper: its captures notice, and clear up. */
export const killed = (storm: Storm, directory: string): Promise<End> => kill(storm, directory, []);

/**
 * The captures die in the same moment and cannot clear up either: what is left is killed before the
 * next keeper starts a camera.
 */
export async function killedWithCaptures(storm: Storm, directory: string): Promise<End> {
  const { cameras } = (await storm.keeper.look()).status;
  const captures = Object.values(cameras).flatMap(({ capture }) => capture.pid ?? []);
  return await kill(storm, directory, captures);
}

async function kill(storm: Storm, directory: string, captures: readonly number[]): Promise<End> {
  const { keeper, diary } = storm;
  await assertNoTroubles(storm);
  diary.note(`SIGKILL to the keeper${captures.length > 0 ? ' and its captures' : ''}`);
  process.kill(keeper.pid, 'SIGSTOP');
  const left = processesOfInstance(directory);
  for (const pid of captures) signal(pid, 'SIGKILL');
  await keeper.kill();
  const assertGone = () => {
    const alive = left.filter(isAlive).map(({ pid, command }) => `${pid} ${command}`);
    assert.equal(alive, [], 'the killed keeper left processes that the next one did not sweep');
  };
  return { assertGone, forced: [] };
}

/**
 * In order, in the middle of all that was wished, and of the removal of some: nothing is left but
 * the result of everybody.
 */
export async function stopped(
  storm: Storm,
  directory: string,
  removing: readonly string[] = [],
): Promise<End> {
  const { keeper, diary, wishes } = storm;
  await assertNoTroubles(storm);
  const all = [...wishes.keys()];
  const left = processesOfInstance(directory);
  diary.note('the keeper stops');
  const removals = removing.map((name) => remove(storm, name)); // on their way out by then
  const { cameras, abandoned, fault } = await keeper.stop();
  await Promise.all(removals);
  assert.equal(abandoned, [], 'abandoned');
  assert.is(fault, null, 'fault');
  const missing = all.filter((name) => cameras[name] === undefined);
  assert.equal(missing, [], 'cameras without a result of the stop');
  const assertGone = () => {
    const alive = left.filter(isAlive).map(({ pid, command }) => `${pid} ${command}`);
    assert.equal(alive, [], 'left after an orderly stop');
  };
  assertGone();
  const forced = Object.entries(cameras).flatMap(([name, result]) =>
    result.forced.map((role) => `${name}/${role}`),
  );
  return { assertGone, forced };
}

/** Of the last burst: nobody will ask this keeper again. */
async function assertNoTroubles({ keeper }: Storm): Promise<void> {
  assert.equal((await keeper.look()).troubles, [], 'troubles of the keeper');
}
