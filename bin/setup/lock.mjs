import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';

const waitSeconds = 1800;

/**
 * Waits until no other set-up works in this checkout. The lock is flock(2) on a file of ours: it
 * belongs to the open descriptor, so that the kernel gives it back when this process ends, however
 * it does. flock(1) of util-linux, which every Debian has, takes it on the descriptor it inherits.
 * Returns whether it is held.
 */
export function holdLock(path, say) {
  const fd = openSync(path, 'r');
  const take = (...options) =>
    spawnSync('flock', [...options, '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] }).status;
  if (take('--nonblock') === 0) return true;
  say('set-up: another set-up is at work in this checkout, waiting for it\n');
  if (take('--timeout', String(waitSeconds)) === 0) return true;
  say(`set-up: the other one is not done after ${waitSeconds} s; giving up\n`);
  return false;
}
