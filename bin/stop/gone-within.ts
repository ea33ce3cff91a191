import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, type ProcessId } from '../../native/process-id.ts';

const askEveryMs = 20;

/** Whether that process had ended when the time was up; null had ended before. */
export async function goneWithin(process: ProcessId | null, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (process && isRunning(process)) {
    if (performance.now() >= deadline) return false;
    await delay(askEveryMs);
  }
  return true;
}
