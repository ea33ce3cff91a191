import { type Figures, figure, type Skipped } from './figures.ts';
import { type Measured, missingPackages, pipeProducer, runPeer } from './peer/python.ts';

/**
 * The same job in the design that camkeeper replaces: Python multiprocessing with a manager queue
 * and named memory. Measured in the same run, on the same machine; the best of three.
 */
const attempts = 3;
const cameras = { count: 8, width: 1280, height: 720, fps: 5, seconds: 10 };

export async function run(): Promise<Figures | Skipped> {
  const missing = missingPackages();
  if (missing.length > 0) return { skipped: `not installed: ${missing.join(' ')}` };
  const runs = await repeat('camera_processes.py', Object.values(cameras).map(String));
  const size = [cameras.width, cameras.height, 3].map(String);
  const pipes = await repeat('pipe_to_memory.py', [...size, '--', ...pipeProducer]);
  return { ...cameraFigures(runs), ...pipeFigures(pipes) };
}

async function repeat(script: string, args: readonly string[]): Promise<Measured[]> {
  const results: Measured[] = [];
  for (let attempt = 1; attempt <= attempts; attempt++) {
    process.stderr.write(`  ${script}, ${attempt} of ${attempts}\n`);
    results.push(await runPeer(script, args));
  }
  return results;
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
