import { errorData } from '../../config/errors.ts';
import type { KeeperResult, KeeperStatus } from '../../index.ts';
import { violenceIn, violenceWords } from '../../keeper/violence.ts';
import { identify } from '../../native/process-id.ts';
import { ask } from '../ask.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute, Invocation } from '../invocation.ts';
import { complain, print, printJson } from '../print.ts';
import { exitCodeOfStop } from '../stop/exit-code-of-stop.ts';
import { goneWithin } from '../stop/gone-within.ts';
import { UsageError } from '../usage-error.ts';

/** What a keeper takes when nothing else was configured: see `stopWithinMs` of its options. */
const usualStopMs = 8_000;
/** For what follows the cameras: closing sockets, writing the last lines. */
const graceMs = 3_000;

/** Resolved when the process is gone, and not merely asked to go. */
export const execute: Execute = async (invocation) => {
  const withinMs = withinOf(invocation);
  const { pid } = (await ask(invocation, { command: 'status' })) as KeeperStatus;
  const keeper = identify(pid); // before it can be gone and its pid somebody else's
  const startedMs = performance.now();
  const deadlineMs = startedMs + (withinMs ?? usualStopMs) + graceMs;
  const result = await stopped(invocation, { withinMs, deadlineMs });
  const isGone = await goneWithin(keeper, deadlineMs - performance.now());
  const tookMs = Math.round(performance.now() - startedMs);
  const seconds = `${(tookMs / 1000).toFixed(1)} s`;
  const violence = result && violenceIn(result);
  if (invocation.options.json) printJson({ pid, stopped: isGone, tookMs, ...violence });
  else if (isGone && violence) print(`stopped after ${seconds}${violenceWords(violence)}`);
  if (isGone && !result) complain(`process ${pid} went away without telling how it stopped`);
  if (!isGone) complain(`process ${pid} still runs after ${seconds}`);
  if (!isGone) return exitCodes.busy;
  return result ? exitCodeOfStop(result) : exitCodes.forced;
};

type Wait = { readonly withinMs: number | null; readonly deadlineMs: number };

/** How the stop went; null when the keeper did not tell. */
async function stopped(
  invocation: Invocation,
  { withinMs, deadlineMs }: Wait,
): Promise<KeeperResult | null> {
  const message = { command: 'stop', wait: true, ...(withinMs !== null && { withinMs }) } as const;
  try {
    const answer = await ask(invocation, message, deadlineMs - performance.now());
    return (answer as { readonly result: KeeperResult }).result;
  } catch (error) {
    if (errorData(error).code === 'NO_KEEPER') return null;
    throw error;
  }
}

function withinOf({ command, options }: Invocation): number | null {
  if (options.within === undefined) return null;
  const seconds = Number(options.within);
  if (options.within !== '' && seconds >= 0 && seconds <= 3600) return seconds * 1000;
  const given = JSON.stringify(options.within);
  throw new UsageError(`stop: --within is a number of seconds up to 3600, not ${given}`, command);
}
