import { readdirSync, readFileSync } from 'node:fs';

/**
 * Every child carries, in its environment, whose it is. What a keeper left behind that was killed
 * together with its capture is found by this and by nothing else: its parents and its group may
 * be gone.
 */
export const markName = 'CAMKEEPER_MARK';

/** A process, told apart from a later one with the same number by the time of its start. */
export type ProcessId = { readonly pid: number; readonly startTime: string };

/** `<instance> <keeper pid> <its start time>`; an instance is known by its runtime directory. */
export const formatMark = (instance: string, keeper: ProcessId): string =>
  `${instance} ${keeper.pid} ${keeper.startTime}`;

/**
 * The time of its start in clock ticks since boot (proc(5), field 22), or null when it is gone: a
 * zombie holds nothing any more and is its parent's business.
 */
export function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

export const ourselves = (): ProcessId => ({
  pid: process.pid,
  startTime: startTimeOf(process.pid)!,
});

/** Processes with a mark of that instance whose keeper is not the one given. */
export function leftBehind(instance: string, keeper: ProcessId): readonly ProcessId[] {
  const ours = formatMark(instance, keeper);
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .flatMap((pid) => {
      const mark = markOf(pid);
      const startTime = startTimeOf(pid);
      const theirs = mark?.startsWith(`${instance} `) && mark !== ours;
      return theirs && startTime !== null ? [{ pid, startTime }] : [];
    });
}

function markOf(pid: number): string | null {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
    const entry = environment.split('\0').find((one) => one.startsWith(`${markName}=`));
    return entry?.slice(markName.length + 1) ?? null;
  } catch {
    return null; // gone, or somebody else's
  }
}
