import { readdirSync, readFileSync } from 'node:fs';

/**
 * Every child carries, in its environment, whose it is. What a keeper left behind that was killed
 * together with its capture is found by this and by nothing else: its parents and its group may
 * be gone.
 */
export const markName = 'CAMKEEPER_MARK';

/** A process, told apart from a later one with the same number by the time of its start. */
export type ProcessId = { readonly pid: number; readonly startTime: string };

/** One keeper: its instance, known by the runtime directory, its process, and which run in it. */
export type KeeperId = {
  readonly instance: string;
  readonly process: ProcessId;
  readonly run: string;
};

/** `<instance> <keeper pid> <its start time> <run>`; an instance may hold blanks. */
export const formatMark = ({ instance, process: { pid, startTime }, run }: KeeperId): string =>
  `${instance} ${pid} ${startTime} ${run}`;

const instanceOf = (mark: string): string => mark.split(' ').slice(0, -3).join(' ');

/**
 * The time of its start in clock ticks since boot (proc(5), field 22), or null when it is gone: a
 * zombie holds nothing any more and is its parent's business.
 */
export const startTimeOf = (pid: number): string | null => statOf(pid)?.startTime ?? null;

/** null as well when it is gone. */
export const parentOf = (pid: number): number | null => statOf(pid)?.parentPid ?? null;

function statOf(pid: number): { readonly startTime: string; readonly parentPid: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parentPid, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    return { startTime: fields[17]!, parentPid: Number(parentPid) };
  } catch {
    return null;
  }
}

export const ourselves = (): ProcessId => ({
  pid: process.pid,
  startTime: startTimeOf(process.pid)!,
});

/** Processes with a mark of that instance other than the one given. */
export const leftBehind = (instance: string, ours: string): readonly ProcessId[] =>
  marked((mark) => mark !== ours && instanceOf(mark) === instance);

/** Processes of exactly that keeper. */
export const startedBy = (ours: string): readonly ProcessId[] => marked((mark) => mark === ours);

function marked(isTheirs: (mark: string) => boolean): readonly ProcessId[] {
  const isMarked = (pid: number) => {
    const mark = markOf(pid);
    return mark !== null && isTheirs(mark);
  };
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && isMarked(pid))
    .flatMap((pid) => {
      const startTime = startTimeOf(pid);
      // again: the number may have been given away between the two
      return startTime !== null && isMarked(pid) ? [{ pid, startTime }] : [];
    });
}

/** What the system calls it: `capture`, `ffmpeg`, `node`; a program may call itself otherwise. */
export function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd();
  } catch {
    return 'process'; // it has just ended by itself
  }
}

/** SIGKILL, if it still is that process. */
export function killLeftBehind({ pid, startTime }: ProcessId): void {
  if (startTimeOf(pid) !== startTime) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
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
