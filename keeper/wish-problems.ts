import type { ConfigOutcome } from '../config/desired.ts';
import { KeeperError } from '../config/errors.ts';
import { type ConfigProblem, formatProblem, toProblem } from '../config/problems.ts';

// What can be wrong with a wish, in words.

/** Throws CONFIG_INVALID for what was refused. */
export function check(outcome: ConfigOutcome | null): void {
  if (outcome?.type === 'config.rejected') throw invalid(outcome.problems);
}

export const invalid = (problems: readonly ConfigProblem[]) =>
  new KeeperError('CONFIG_INVALID', problems.map(formatProblem).join('\n'));

export const problem = (message: string, file = 'configuration'): ConfigProblem =>
  toProblem({ path: [], message }, { file, line: null, column: null });

export const ended = (error: unknown): ConfigProblem =>
  problem(`the stream of configurations failed: ${String(error)}`);

export const notPlain = (error: unknown): ConfigProblem =>
  problem(`expected plain data: ${String(error)}`);

export const byHand = 'after a change of it, ask for a reload';
export const mounted =
  'is mounted as a single file: when it is replaced outside, the old one stays to be seen; ' +
  'mount its directory, or write it in place';
