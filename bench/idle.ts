import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from '../bus/control-client.ts';
import { eventually } from '../tests/support/eventually.ts';
import { root } from '../tests/support/paths.ts';
import { type Figures, figure } from './figures.ts';
import { countBetween, wakeUpsOf } from './idle/kernel-counts.ts';

/**
 * The command `run` with fifty disabled cameras and nobody who asks it anything: how often a thread
 * of it wakes up, as the kernel counts. V8 tidies its heap for some twenty seconds after the last
 * work.
 */
const idle = { cameras: 50, settleMs: 40_000, measureMs: 30_000 };
const goal = { atMost: 1 };
const perMs = 10_000;

export async function run(): Promise<Figures> {
  const counts = await measureIdle();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const who = Object.entries(counts).map(([thread, count]) => `${thread}: ${count}`);
  return {
    wakeUps: figure((total * perMs) / idle.measureMs, 'in 10 s', {
      goal,
      note: `${who.join(', ') || 'none'} in ${idle.measureMs / 1000} s`,
    }),
  };
}

/** By thread; those that slept through are left out. */
export async function measureIdle(): Promise<Readonly<Record<string, number>>> {
  const directory = mkdtempSync(join(tmpdir(), 'ck-'));
  const config = join(directory, 'camkeeper.yml');
  writeFileSync(config, JSON.stringify({ cameras: disabledCameras() }));
  const runtime = join(directory, 'run');
  const args = ['run', '--config', config, '--runtime-dir', runtime];
  const keeper = spawn(process.execPath, [join(root, 'dist/bin/camkeeper.js'), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(keeper, 'exit');
  try {
    await untilUp(`ipc://${runtime}/control`);
    await delay(idle.settleMs);
    const before = wakeUpsOf(keeper.pid!);
    await delay(idle.measureMs);
    return countBetween(before, wakeUpsOf(keeper.pid!));
  } finally {
    keeper.kill();
    await exited;
    rmSync(directory, { recursive: true, force: true });
  }
}

function disabledCameras(): Record<string, object> {
  const camera = { enabled: false, ffmpeg: { inputs: [{ path: 'rtsp://127.0.0.1/none' }] } };
  const names = Array.from({ length: idle.cameras }, (_, index) => `camera-${index}`);
  return Object.fromEntries(names.map((name) => [name, camera]));
}

async function untilUp(url: string): Promise<void> {
  const ask = async () => {
    const status = await request(url, { command: 'status' }, { timeoutMs: 2_000 });
    return Object.keys((status as { cameras: object }).cameras).length === idle.cameras;
  };
  await eventually('the keeper answers', ask, { withinMs: 20_000 });
}
