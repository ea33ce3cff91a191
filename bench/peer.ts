import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../tests/runner/run-program.ts';
import { root } from '../tests/support/paths.ts';
import { type Figures, figure, type Skipped } from './figures.ts';

/**
 * The same job in the design that camkeeper replaces: Python multiprocessing with a manager queue
 * and named memory. Measured in the same run, on the same machine; the best of three.
 */
const python = '/usr/bin/python3';
const packages = '/usr/lib/python3/dist-packages';
const attempts = 3;
const deadlineMs = 180_000;
const cameras = { count: 8, width: 1280, height: 720, fps: 5, seconds: 10 };

/** What writes the frames of the pipe figure, here and in `bench/pipe.ts`. */
export const pipeProducer = ['cat', '/dev/zero'];

export async function run(): Promise<Figures | Skipped> {
  const missing = missingPackages();
  if (missing.length > 0) return { skipped: `not installed: ${missing.join(' ')}` };
  const runs = await repeat('camera_processes.py', Object.values(cameras).map(String));
  const size = [cameras.width, cameras.height, 3].map(String);
  const pipes = await repeat('pipe_to_memory.py', [...size, '--', ...pipeProducer]);
  return { ...cameraFigures(runs), ...pipeFigures(pipes) };
}

function missingPackages(): string[] {
  const names = existsSync(packages) ? readdirSync(packages) : [];
  const modules = { numpy: 'python3-numpy', scipy: 'python3-scipy', cv2: 'python3-opencv' };
  return Object.entries(modules)
    .filter(([module]) => !names.some((name) => name === module || name.startsWith(`${module}.`)))
    .map(([, name]) => name);
}

type Measured = Readonly<Record<string, number>>;

async function repeat(script: string, args: readonly string[]): Promise<Measured[]> {
  const results: Measured[] = [];
  for (let attempt = 1; attempt <= attempts; attempt++) {
    process.stderr.write(`  ${script}, ${attempt} of ${attempts}\n`);
    results.push(await measure(script, args));
  }
  return results;
}

/** Marked and in a group of its own, so that nothing of it is left whatever it does. */
async function measure(script: string, args: readonly string[]): Promise<Measured> {
  const file = join(root, 'bench/peer', script);
  const program = { file: python, args: [file, ...args], cwd: root, deadlineMs };
  const { status, output } = await runProgram(program);
  const document = output.split('\n').find((line) => line.startsWith('{'));
  if (status !== 0 || document === undefined) throw new Error(`${script}: ${output.slice(-2000)}`);
  return JSON.parse(document) as Measured;
}

function cameraFigures(runs: readonly Measured[]): Figures {
  const least = (name: string) => Math.min(...runs.map((measured) => measured[name]!));
  const perCamera = least('pss_mb_capture') + least('pss_mb_tracker');
  const once = least('pss_mb_manager') + least('pss_mb_main');
  return {
    'handover.p50': figure(least('handover_us_p50'), 'µs'),
    'handover.p99': figure(least('handover_us_p99'), 'µs'),
    'memory.perCamera': figure(perCamera, 'MB', { note: 'capture and tracker, without ffmpeg' }),
    'memory.once': figure(once, 'MB', { note: 'the manager of queues and the main process' }),
    'cpu.perCamera': figure(least('cpu_s_per_camera_minute'), 's/min'),
    'firstFrames.all': figure(least('all_first_frame_s'), 's'),
    'stop.all': figure(least('stop_s'), 's', { note: `${cameras.count} healthy cameras` }),
  };
}

function pipeFigures(runs: readonly Measured[]): Figures {
  const most = Math.max(...runs.map((measured) => measured.frames_per_second!));
  return { 'pipe.framesPerSecond': figure(most, '1/s', { note: '1280x720 I420, 64 KiB pipe' }) };
}
