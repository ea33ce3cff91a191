import { isMainThread } from 'node:worker_threads';
import { KeeperError } from '../config/errors.ts';
import type { Keeper } from './keeper.ts';
import type { KeeperOptions } from './options.ts';
import { RunningKeeper } from './running-keeper.ts';

export function createKeeper(options: KeeperOptions = {}): Keeper {
  if (!isMainThread) {
    // a child dies with the thread that spawned it
    throw new KeeperError('BAD_ARGUMENT', 'createKeeper: a keeper has to live in the main thread');
  }
  return new RunningKeeper(options);
}
