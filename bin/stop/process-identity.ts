import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A pid alone may be somebody else's soon; with its start time it is one process for ever. */
export type ProcessIdentity = { readonly pid: number; readonly startTime: string | null };

const askEveryMs = 20;

export function identify(pid: number): ProcessIdentity {
  return { pid, startTime: startTimeOf(pid) };
}

/** Whether that process had ended when the time was up; a zombie has. */
export async function goneWithin(process: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isRunning(process)) {
    if (performance.now() >= deadline) return false;
    await delay(askEveryMs);
  }
  return true;
}

function isRunning({ pid, startTime }: ProcessIdentity): boolean {
  return startTime !== null && startTimeOf(pid) === startTime;
}

/** proc(5), field 22; the name of the command before it may hold blanks. null: ended. */
function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : fields[18]!;
  } catch {
    return null;
  }
}
