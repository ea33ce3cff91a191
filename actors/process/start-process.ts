import { constants } from 'node:os';
import type { ChildProcess } from '../../native/index.ts';
import type { Role } from '../contracts.ts';
import { killOrphans } from '../reaper/orphans.ts';
import type { World } from '../world.ts';
import { type LaunchOptions, launch } from './launch.ts';
import { afterLastWords, readLines } from './line-stream.ts';

export type ProcessOptions = Omit<LaunchOptions, 'mark'> & {
  readonly camera: string;
  readonly role: Role;
  /** Where its lines are kept. */
  readonly path: string;
  readonly onLine?: (line: string) => void;
  readonly onExit: (exit: ProcessExit) => void;
};
/** Both null: nobody can tell how it ended, since somebody else of this process has reaped it. */
export type ProcessExit = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly lastLines: readonly string[];
};
export type StartedProcess = {
  readonly pid: number;
  /** To the whole group; SIGTERM goes with SIGCONT, so that a stopped process hears it. */
  readonly signal: (signal: 'SIGTERM' | 'SIGKILL') => void;
};

const lastLinesMax = 10;
const { SIGCONT, SIGKILL, SIGTERM } = constants.signals;

/**
 * One OS process in a group of its own, through the launcher. Throws when there cannot be one, else
 * calls `onExit` exactly once; by then the group has been killed and nothing is open. It is among
 * the holdings until `onExit` has returned.
 */
export function startProcess(world: World, options: ProcessOptions): StartedProcess {
  const { camera, role, path, onLine, onExit } = options;
  const child = launch({ ...options, mark: world.mark }, (code, signal) => {
    child.signalGroup(SIGKILL); // helpers that it left behind
    if (signal !== 0 || role === 'recorder') killOrphans(world); // capture clears up by itself
    afterLastWords(streams, () => {
      onExit({ code, signal: nameOf(signal), lastLines });
      release();
    });
  });
  const { pid } = child;
  const killGroup = () => child.signalGroup(SIGKILL);
  const release = world.holdings.addProcess({ camera, role, pid, killGroup });
  const lastLines: string[] = [];
  const keep = (line: string) => {
    lastLines.push(world.logs.add(path, line));
    if (lastLines.length > lastLinesMax) lastLines.shift();
  };
  const [stderr, ...reports] = child.streams;
  const streams = [readLines(stderr!, keep), ...reports.map((fd) => readLines(fd, onLine))];
  return { pid, signal: (signal) => send(child, signal) };
}

/**
 * SIGTERM is for the leader alone: it asks its own children in its own time, and a second SIGTERM
 * would make ffmpeg drop what it is finishing.
 */
function send(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (signal === 'SIGKILL') {
    child.signalGroup(SIGKILL);
  } else {
    child.signal(SIGTERM);
    child.signalGroup(SIGCONT); // whoever is stopped would not hear it
  }
}

function nameOf(signal: number): string | null {
  const named = Object.entries(constants.signals).find(([, number]) => number === signal);
  return named?.[0] ?? (signal === 0 ? null : `signal ${signal}`);
}
