import type { KeeperResult } from '../../index.ts';
import { violenceIn } from '../../keeper/violence.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';

export function exitCodeOfStop(result: KeeperResult): ExitCode {
  if (result.fault) return exitCodes.internal;
  const { forced, abandoned } = violenceIn(result);
  return forced.length + abandoned.length === 0 ? exitCodes.ok : exitCodes.forced;
}
