import { KeeperError } from '../config/errors.ts';

/** Throws BAD_ARGUMENT. */
export function checkDuration(what: string, ms: number): void {
  if (Number.isFinite(ms) && ms >= 0) return;
  throw new KeeperError('BAD_ARGUMENT', `${what}: expected milliseconds from 0, got ${ms}`);
}

export function stoppedBefore(what: string, cause?: unknown): KeeperError {
  return new KeeperError('KEEPER_STOPPED', `${what}: the keeper is stopping or has stopped`, {
    cause,
  });
}
