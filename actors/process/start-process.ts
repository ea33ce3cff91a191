import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { errorData } from '../../config/errors.ts';
import { launcherPath } from '../../native/index.ts';
import type { Role } from '../contracts.ts';
import { lineSplitter } from '../log-lines.ts';
import { markName } from '../reaper/mark.ts';
import type { World } from '../world.ts';

export type ProcessOptions = {
  readonly camera: string;
  readonly role: Role;
  /** Where its lines are kept. */
  readonly path: string;
  readonly argv: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Descriptors of ours that become 3, 4, … in the child; 'lines': a pipe that it writes lines to.
   */
  readonly descriptors: readonly (number | 'lines')[];
  /** What the child gets when the keeper dies. */
  readonly deathSignal: 'TERM' | 'KILL';
  readonly onLine?: (line: string) => void;
  readonly onExit: (exit: ProcessExit) => void;
};
export type ProcessExit = {
  readonly code: number | null;
  readonly signal: string | null;
  /** Set when there never was a process. */
  readonly error: string | null;
  readonly lastLines: readonly string[];
};
export type StartedProcess = {
  readonly pid: number | null;
  /** To the whole group; SIGTERM goes with SIGCONT, so that a stopped process hears it. */
  readonly signal: (signal: 'SIGTERM' | 'SIGKILL') => void;
};

const lastLinesMax = 10;
/** What the dead one wrote last may still be in the pipe; a stranger may hold the pipe for ever. */
const lastWordsMs = 100;
/** A frame that has come is handed on at once, also while every core decodes the next ones. */
const timeSliceUs = 100;
/** Before its parent: the keeper has to survive to clear up. */
const oomScoreAdjust = 500;

/**
 * One OS process in a group of its own, through the launcher. `onExit` is called exactly once, also
 * when the spawn itself fails; by then the group has been killed.
 */
export function startProcess(world: World, options: ProcessOptions): StartedProcess {
  const since = Date.now();
  const child = spawnThroughLauncher(world, options);
  const { pid } = child;
  const finish = (code: number | null, signal: string | null, error: string | null) => {
    const lastLines = world.logs.last(options.path, since, lastLinesMax);
    options.onExit({ code, signal, error, lastLines });
  };
  child.on('error', (error) => {
    if (pid === undefined) finish(null, null, errorData(error).message);
    else world.onTrouble(error);
  });
  if (pid === undefined) return { pid: null, signal: () => {} };

  const group = processGroup(pid);
  const release = world.holdings.addProcess({ ...options, pid, killGroup: group.kill });
  readLines(child.stderr, (line) => world.logs.add(options.path, line));
  child.stdio.slice(3).forEach((stream) => {
    if (options.onLine) readLines(stream as Readable | null, options.onLine);
  });
  child.once('exit', (code, signal) => {
    group.kill(); // helpers that it left behind
    group.end();
    release();
    afterLastWords(child.stderr, () => finish(code, signal, null));
  });
  return { pid, signal: group.signal };
}

function spawnThroughLauncher(world: World, options: ProcessOptions): ChildProcess {
  const launch = [
    ...['--parent', String(process.pid), '--death-signal', options.deathSignal],
    ...['--oom', String(oomScoreAdjust), '--slice-us', String(timeSliceUs)],
    ...['--', ...options.argv],
  ];
  const descriptors = options.descriptors.map((one) => (one === 'lines' ? 'pipe' : one));
  return spawn(launcherPath, launch, {
    detached: true, // leads a session and a group of its own
    stdio: ['ignore', 'ignore', 'pipe', ...descriptors],
    env: { ...process.env, ...options.environment, [markName]: world.mark },
  });
}

/**
 * Signals to a group. While its leader is our child the number is ours; the one kill right at the
 * leader's exit comes before the number could be given away again.
 */
function processGroup(pid: number) {
  let ended = false;
  const send = (signal: NodeJS.Signals) => {
    if (ended) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // nobody of the group is left
    }
  };
  return {
    signal: (signal: 'SIGTERM' | 'SIGKILL') => {
      send(signal);
      if (signal === 'SIGTERM') send('SIGCONT');
    },
    kill: () => send('SIGKILL'),
    end: () => {
      ended = true;
    },
  };
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  stream?.setEncoding('utf8').on('data', lineSplitter(onLine));
  stream?.on('error', () => {}); // the other end is gone: its exit tells
}

function afterLastWords(stream: Readable | null, act: () => void): void {
  if (!stream || stream.readableEnded) {
    act();
    return;
  }
  const timer = setTimeout(done, lastWordsMs);
  stream.once('end', done);
  function done(): void {
    clearTimeout(timer);
    stream!.removeListener('end', done);
    stream!.destroy();
    act();
  }
}
