import type { KeeperStatus } from '../../index.ts';
import { ask } from '../ask.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute, Invocation } from '../invocation.ts';
import { complain, print, printJson } from '../print.ts';
import { goneWithin, identify } from '../stop/process-identity.ts';
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
  await ask(invocation, { command: 'stop', ...(withinMs !== null && { withinMs }) });
  const isGone = await goneWithin(keeper, (withinMs ?? usualStopMs) + graceMs);
  const tookMs = Math.round(performance.now() - startedMs);
  if (invocation.options.json) printJson({ pid, stopped: isGone, tookMs });
  else if (isGone) print(`stopped after ${(tookMs / 1000).toFixed(1)} s`);
  if (!isGone) complain(`process ${pid} still runs after ${(tookMs / 1000).toFixed(1)} s`);
  return isGone ? exitCodes.ok : exitCodes.busy;
};

function withinOf({ command, options }: Invocation): number | null {
  if (options.within === undefined) return null;
  const seconds = Number(options.within);
  if (options.within !== '' && seconds >= 0 && seconds <= 3600) return seconds * 1000;
  const given = JSON.stringify(options.within);
  throw new UsageError(`stop: --within is a number of seconds up to 3600, not ${given}`, command);
}
