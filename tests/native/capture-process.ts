import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { capturePath, createRegion, type FrameRegion, launcherPath } from '../../native/index.ts';
import { eventually, within } from '../support/eventually.ts';
import { identify, type ProcessIdentity } from '../support/processes.ts';

export type CaptureOptions = {
  readonly stallMs?: number;
  readonly firstFrameMs?: number;
  readonly fpsLimit?: number;
  readonly pipeBytes?: number;
  readonly stopMs?: number;
  readonly gapMs?: number;
};

export type Capture = {
  readonly process: ProcessIdentity;
  readonly stderr: () => string;
  /** Report lines so far. */
  readonly report: () => string[];
  /** What the report line of this name says, once it is there. */
  readonly told: (name: string) => Promise<string>;
  /** Resolves when it has exited and nobody holds its output any more. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

/** One frame of `smallRegion`. */
export const frameBytes = (64 * 48 * 3) / 2;
const endsWithinMs = 20_000;
/** So long that a test which waits for it fails. */
const patienceMs = 60_000;

export function smallRegion(): FrameRegion {
  const region = createRegion({ id: 1, width: 64, height: 48, slots: 8, queueCapacity: 2 });
  while (!region.reserve(1 << 22));
  return region;
}

/** The command line of capture; every time-out that is not given is too long for a test. */
export function captureArgs(command: readonly string[], options: CaptureOptions = {}): string[] {
  const { stallMs = patienceMs, firstFrameMs = patienceMs, stopMs = patienceMs } = options;
  const { fpsLimit = 0, pipeBytes = 262_144 } = options;
  const times = ['--stall-ms', stallMs, '--first-frame-ms', firstFrameMs, '--stop-ms', stopMs];
  const { gapMs = patienceMs } = options;
  const limits = ['--fps-limit', fpsLimit, '--pipe-bytes', pipeBytes, '--gap-ms', gapMs];
  return [...times, ...limits, '--', ...command].map(String);
}

/** A capture as the keeper starts it. */
export function startCapture(
  region: FrameRegion,
  command: readonly string[],
  options: CaptureOptions = {},
): Capture {
  const args = ['--parent', `${process.pid}`, '--death-signal', 'TERM', '--', capturePath];
  return startBeside(region, launcherPath, [...args, ...captureArgs(command, options)]);
}

/** Any program with the descriptors of a capture. */
export function startBeside(region: FrameRegion, file: string, args: readonly string[]): Capture {
  const { fd, wakeFd } = region;
  const stdio = ['ignore', 'pipe', 'pipe', fd, wakeFd, 'pipe'] as const;
  const child = spawn(file, args, { detached: true, stdio: [...stdio] });
  const closed = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const stderr = textOf(child, 2);
  const reported = textOf(child, 5);
  const report = () => reported().split('\n').slice(0, -1);
  const lineOf = (name: string) => report().find((line) => line.split(' ')[0] === name);
  return {
    process: identify(child.pid!),
    stderr,
    report,
    told: async (name) => {
      const seen = () => [report(), stderr()];
      const line = await eventually(`report line ${name}`, () => lineOf(name), { seen });
      return line.slice(name.length + 1);
    },
    ended: within('end of capture', closed, endsWithinMs),
  };
}

function textOf(child: ChildProcess, index: number): () => string {
  let text = '';
  child.stdio[index]?.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  return () => text;
}
