import * as assert from 'uvu/assert';
import { isAlive } from '../../support/processes.ts';
import { processesOfInstance, toldPids } from './processes.ts';
import { type Storm, signal } from './storm.ts';

/** To be asked when the next keeper runs. */
type AssertGone = () => void;

/**
 * SIGKILL to the keeper, sometimes with its captures in the same moment, which then cannot clear up
 * either: what is left is killed before the next keeper starts a camera.
 */
export async function killed(storm: Storm, directory: string): Promise<AssertGone> {
  const { keeper, random, diary } = storm;
  const { status } = await keeper.look();
  const withCaptures = random.chance(0.6);
  diary.note(`SIGKILL to the keeper${withCaptures ? ' and its captures' : ''}`);
  process.kill(keeper.pid, 'SIGSTOP');
  const left = processesOfInstance(directory);
  if (withCaptures) {
    for (const { capture } of Object.values(status.cameras)) {
      if (capture.pid !== null) signal(capture.pid, 'SIGKILL');
    }
  }
  await keeper.kill();
  return () => {
    const alive = left.filter(isAlive).map(({ pid, command }) => `${pid} ${command}`);
    assert.equal(alive, [], 'the killed keeper left processes that the next one did not sweep');
  };
}

/** In order, in the middle of all that was wished: nothing is left but the result of everybody. */
export async function stopped(storm: Storm, directory: string): Promise<AssertGone> {
  const { keeper, diary } = storm;
  diary.note('the keeper stops');
  const { status } = await keeper.look();
  const left = processesOfInstance(directory);
  const known = Object.keys(status.cameras);
  const { cameras, abandoned, fault } = await keeper.stop();
  assert.equal(abandoned, [], 'abandoned');
  assert.is(fault, null, 'fault');
  const missing = known.filter((name) => cameras[name] === undefined);
  assert.equal(missing, [], 'cameras without a result of the stop');
  const assertGone = () => {
    const told = new Set(toldPids(status));
    const alive = left.filter(isAlive).map(({ pid, command }) => {
      return `${pid} ${command}${told.has(pid) ? '' : ', which status did not tell'}`;
    });
    assert.equal(alive, [], 'left after an orderly stop');
  };
  assertGone();
  return assertGone;
}
