import { readdirSync, readFileSync } from 'node:fs';
import { eventually } from './eventually.ts';

/** A pid alone may be somebody else's by now; with its start time it is one process for ever. */
export type ProcessIdentity = { readonly pid: number; readonly startTime: string };

export type ProcessInfo = ProcessIdentity & {
  readonly command: string;
  readonly state: string; // one letter of proc(5): R, S, D, T, Z …
  readonly parentPid: number;
  readonly groupId: number;
  readonly sessionId: number;
};

/** What /proc says of a process, zombies included; null when there is none. */
export function processInfo(pid: number): ProcessInfo | null {
  const stat = readProc(pid, 'stat');
  if (stat === null) return null;
  const commandEnd = stat.lastIndexOf(')'); // a command may hold spaces and parentheses
  const fields = stat.slice(commandEnd + 2).split(' ');
  return {
    pid,
    command: stat.slice(stat.indexOf('(') + 1, commandEnd),
    state: fields[0]!,
    parentPid: Number(fields[1]),
    groupId: Number(fields[2]),
    sessionId: Number(fields[3]),
    startTime: fields[19]!,
  };
}

/** Throws when there is no such process: take the identity while it lives. */
export function identify(pid: number): ProcessIdentity {
  const info = processInfo(pid);
  if (info === null) throw new Error(`no process ${pid}`);
  return { pid, startTime: info.startTime };
}

/** A zombie is dead: nothing of it runs, its descriptors and memory are gone. */
export function isAlive({ pid, startTime }: ProcessIdentity): boolean {
  const info = processInfo(pid);
  return info !== null && info.startTime === startTime && isRunning(info);
}

/** Every process that runs on this machine, zombies left out. */
export function runningProcesses(): ProcessInfo[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => processInfo(Number(name)))
    .filter((info) => info !== null && isRunning(info)) as ProcessInfo[];
}

export function childrenOf(parentPid: number): ProcessInfo[] {
  return runningProcesses().filter((info) => info.parentPid === parentPid);
}

/** Children, their children and so on, nearest first. */
export function descendantsOf(ancestorPid: number): ProcessInfo[] {
  const all = runningProcesses();
  const found: ProcessInfo[] = [];
  const pids = [ancestorPid];
  for (const pid of pids) {
    const children = all.filter((info) => info.parentPid === pid);
    found.push(...children);
    pids.push(...children.map((child) => child.pid));
  }
  return found;
}

/** Who was started with `name=value` in the environment, whatever session it moved to since. */
export function markedProcesses(name: string, value: string): ProcessInfo[] {
  const mark = `${name}=${value}`;
  return runningProcesses().filter(({ pid }) => environmentOf(pid).includes(mark));
}

/** Resolves when none of them runs any more; rejects at the deadline, naming those that do. */
export async function untilGone(
  processes: readonly ProcessIdentity[],
  withinMs = 5000,
): Promise<void> {
  const alive = () => processes.filter(isAlive).map(({ pid }) => processInfo(pid));
  await eventually('processes gone', () => alive().length === 0, { withinMs, seen: alive });
}

function isRunning({ state }: ProcessInfo): boolean {
  return state !== 'Z' && state !== 'X';
}

function environmentOf(pid: number): string[] {
  return readProc(pid, 'environ')?.split('\0') ?? [];
}

/** null also for a process that ends while it is read (ESRCH) and for another user's (EACCES). */
function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
