import { readFileSync } from 'node:fs';

// What the kernel says of processes, whosever they are: proc(5).

/** A process, told apart from a later one with the same number by the time of its start. */
export type ProcessId = { readonly pid: number; readonly startTime: string };

/** null when it is gone: a zombie holds nothing any more and is its parent's business. */
export function identify(pid: number): ProcessId | null {
  const startTime = startTimeOf(pid);
  return startTime === null ? null : { pid, startTime };
}

export const ourselves = (): ProcessId => identify(process.pid)!;

/** `kill(pid, 0)` would answer for a zombie, and for whoever has the number now. */
export const isRunning = ({ pid, startTime }: ProcessId): boolean => startTimeOf(pid) === startTime;

/** In clock ticks since the boot (field 22). */
const startTimeOf = (pid: number): string | null => statOf(pid)?.startTime ?? null;

/** null when it is gone. */
export const parentOf = (pid: number): number | null => statOf(pid)?.parentPid ?? null;

function statOf(pid: number): { readonly startTime: string; readonly parentPid: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name of the command before them may hold blanks and parentheses
    const [state, parentPid, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    return { startTime: fields[17]!, parentPid: Number(parentPid) };
  } catch {
    return null;
  }
}
