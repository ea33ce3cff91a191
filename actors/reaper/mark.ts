import { readdirSync, readFileSync } from 'node:fs';
import { identify, isRunning, type ProcessId } from '../../native/process-id.ts';

/**
 * Every child carries, in its environment, whose it is. What a keeper left behind that was killed
 * together with its capture is found by this and by nothing else: its parents and its group may
 * be gone.
 */
export const markName = 'CAMKEEPER_MARK';

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
      const process = identify(pid);
      // again: the number may have been given away between the two
      return process !== null && isMarked(pid) ? [process] : [];
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
export function killLeftBehind(left: ProcessId): void {
  if (!isRunning(left)) return;
  try {
    process.kill(left.pid, 'SIGKILL');
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
