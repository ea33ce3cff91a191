import type { ExitCause, ExitData } from '../contracts.ts';
import type { ProcessExit } from '../process/start-process.ts';

/** Exit code of a tracker that cannot attach to the region it was given. */
export const ringUnusable = 24;

/** 0: the queue was closed and read to its end, or it was asked to stop. */
export function trackerExit(exit: ProcessExit): ExitData {
  return { ...exit, cause: causeOf(exit.code), detail: null };
}

function causeOf(code: number | null): ExitCause {
  if (code === ringUnusable) return 'ring-unusable';
  return code === 0 ? 'asked' : 'crashed';
}
