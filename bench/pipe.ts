import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { capturePath, createRegion, type FrameRegion, launcherPath } from '../native/index.ts';
import { compileProgram } from '../tests/native/program.ts';
import { type Figures, figure } from './figures.ts';

/**
 * Pipe to shared memory: `capture` fed by a program that writes 720p frames as fast as they are
 * taken. Best of three.
 */
const shape = { id: 1, width: 1280, height: 720, slots: 10, queueCapacity: 2 };
const framesTotal = 3000;
const framesSettled = 500;
const rounds = 3;
const pipesKb = [64, 256, 1024];
const goals = { atLeast: 1200, timesPeer: 2.5 };
const peerFigure = 'peer.pipe.framesPerSecond';

export async function run(others: Figures): Promise<Figures> {
  const figures: Record<string, Figures[string]> = {};
  for (const pipeKb of pipesKb) {
    const perSecond = await bestOf(() => measurePipe(pipeKb * 1024));
    figures[`framesPerSecond.${pipeKb}KiB`] = figure(perSecond, '1/s', goalOf(pipeKb, others));
  }
  return figures;
}

/** The goal is for the largest pipe, the peer's is of 64 KiB and cannot be changed. */
function goalOf(pipeKb: number, others: Figures) {
  if (pipeKb !== Math.max(...pipesKb)) return {};
  const peer = others[peerFigure]?.value ?? 0;
  const note = `at least ${goals.atLeast}, and ${goals.timesPeer} × peer`;
  return { goal: { atLeast: Math.max(goals.atLeast, goals.timesPeer * peer) }, note };
}

/** Frames a second, of the frames after the first that find memory and caches cold. */
export async function measurePipe(pipeBytes: number): Promise<number> {
  const region = createRegion(shape);
  while (!region.reserve(1 << 22));
  try {
    return await flood(region, pipeBytes);
  } finally {
    region.close();
  }
}

async function flood(region: FrameRegion, pipeBytes: number): Promise<number> {
  const sources = ['bench/native/flood.cc'];
  const program = await compileProgram({ name: 'flood', sources, flags: ['-O2'] });
  const times = ['--stall-ms', 5000, '--first-frame-ms', 5000, '--stop-ms', 1000, '--gap-ms', 2000];
  const limits = ['--fps-limit', 0, '--pipe-bytes', pipeBytes];
  const command = [program, region.slotBytes, framesTotal];
  const capture = [capturePath, ...times, ...limits, '--', ...command];
  const args = ['--parent', process.pid, '--death-signal', 'TERM', '--', ...capture];
  const child = spawn(launcherPath, args.map(String), {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', region.fd, region.wakeFd, 'ignore'],
  });
  const exited = once(child, 'exit');
  const settled = await untilFrames(region, framesSettled, child);
  const last = await untilFrames(region, framesTotal - 1, child);
  await exited;
  return (last.frames - settled.frames) / ((last.atMs - settled.atMs) / 1000);
}

async function untilFrames(region: FrameRegion, count: number, capture: ChildProcess) {
  for (;;) {
    const hasEnded = capture.exitCode !== null || capture.signalCode !== null;
    const frames = region.metrics().capture.framesTotal;
    if (frames >= count) return { frames, atMs: performance.now() };
    if (hasEnded) throw new Error(`capture exited with ${capture.exitCode} after ${frames} frames`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function bestOf(measure: () => Promise<number>): Promise<number> {
  let best = 0;
  for (let round = 0; round < rounds; round++) best = Math.max(best, await measure());
  return best;
}
