import { setTimeout as delay } from 'node:timers/promises';
import type { ExitCode } from '../exit-codes.ts';

const lastLinesWithinMs = 500;

/**
 * Ends the program of a keeper that has stopped: what it said last is written, unless nobody reads
 * it, and nothing that was forgotten keeps the process alive.
 */
export async function leave(exitCode: ExitCode): Promise<never> {
  const written = new Promise<void>((resolve) => {
    process.stdout.write('', () => resolve());
  });
  await Promise.race([written, delay(lastLinesWithinMs)]);
  process.exit(exitCode);
}
