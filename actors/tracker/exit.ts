import type { ExitCause, ExitData } from '../contracts.ts';
import type { ProcessExit } from '../process/start-process.ts';

/** Exit code of a tracker that cannot attach to the region it was given. */
export const ringUnusable = 24;

/** 0: the queue was closed and read to its end, or it was asked to stop. */
export function trackerExit({ code, signal, error, lastLines }: ProcessExit): ExitData {
  return { code, signal, cause: causeOf(code, error), detail: error, lastLines };
}

function causeOf(code: number | null, error: string | null): ExitCause {
  if (error !== null) return 'not-spawned';
  if (code === ringUnusable) return 'ring-unusable';
  return code === 0 ? 'asked' : 'crashed';
}
