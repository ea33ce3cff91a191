import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { errorData } from '../../config/errors.ts';
import { launcherPath } from '../../native/index.ts';
import type { Role } from '../contracts.ts';
import { lineSplitter } from '../log-lines.ts';
import { markName } from '../reaper/mark.ts';
import { killOrphans } from '../reaper/orphans.ts';
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
 * One OS process in a group of its own, through the launcher. Throws, or calls `onExit` exactly
 * once, also when the spawn fails later; by then the group has been killed and nothing is open. It
 * is among the holdings until `onExit` has returned.
 */
export function startProcess(world: World, options: ProcessOptions): StartedProcess {
  const { camera, role, path, onLine, onExit } = options;
  const child = spawnThroughLauncher(world, options);
  const { pid } = child;
  child.on('error', (error) => {
    if (pid !== undefined) world.onTrouble(error);
    else onExit({ code: null, signal: null, error: errorData(error).message, lastLines: [] });
  });
  if (pid === undefined) return { pid: null, signal: () => {} };

  const group = processGroup(pid);
  const release = world.holdings.addProcess({ camera, role, pid, killGroup: group.kill });
  const lastLines: string[] = [];
  const keep = (line: string) => {
    lastLines.push(world.logs.add(path, line));
    if (lastLines.length > lastLinesMax) lastLines.shift();
  };
  const [, , , ...reports] = child.stdio as (Readable | null)[];
  const streams = [readLines(child.stderr, keep), ...reports.map((one) => readLines(one, onLine))];
  child.once('exit', (code, signal) => {
    group.kill(); // helpers that it left behind
    group.end();
    if (signal !== null) killOrphans(world); // it could not do so itself
    afterLastWords(streams, () => {
      onExit({ code, signal, error: null, lastLines });
      release();
    });
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
 * Signals to a group and its leader. SIGTERM is for the leader alone: it asks its own children in
 * its own time, and a second SIGTERM would make ffmpeg drop what it is finishing. While the leader
 * is our child the number is ours; the one kill right at its exit comes before the number could be
 * given away again.
 */
function processGroup(pid: number) {
  let ended = false;
  const send = (target: number, signal: NodeJS.Signals) => {
    if (ended) return;
    try {
      process.kill(target, signal);
    } catch {
      // nobody of it is left
    }
  };
  return {
    signal: (signal: 'SIGTERM' | 'SIGKILL') => {
      if (signal === 'SIGKILL') return send(-pid, 'SIGKILL');
      send(pid, 'SIGTERM');
      send(-pid, 'SIGCONT'); // whoever is stopped would not hear it
    },
    kill: () => send(-pid, 'SIGKILL'),
    end: () => {
      ended = true;
    },
  };
}

/** Lines of a stream, until it ends or is `closed`; either flushes the last one. */
type LineStream = { readonly ended: Promise<void>; readonly close: () => void };

const noStream: LineStream = { ended: Promise.resolve(), close: () => {} };

function readLines(stream: Readable | null, onLine: (line: string) => void = () => {}): LineStream {
  if (!stream) return noStream;
  const lines = lineSplitter(onLine);
  stream.setEncoding('utf8').on('data', lines.push);
  stream.on('error', () => {}); // the other end is gone: its exit tells
  const ended = new Promise<void>((resolve) => stream.once('close', resolve));
  return {
    ended,
    close: () => {
      stream.removeListener('data', lines.push);
      stream.destroy();
      lines.end();
    },
  };
}

/** `act` once, when all of them have ended or it has taken too long; by then they are closed. */
function afterLastWords(streams: readonly LineStream[], act: () => void): void {
  let isDone = false;
  const done = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    for (const stream of streams) stream.close();
    act();
  };
  const timer = setTimeout(done, lastWordsMs);
  void Promise.all(streams.map(({ ended }) => ended)).then(done);
}
