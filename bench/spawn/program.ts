import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { launch } from '../../actors/process/launch.ts';
import { readLines } from '../../actors/process/line-stream.ts';
import { launcherPath } from '../../native/index.ts';

// `PROGRAM MEGABYTES ROUNDS`: a process with so much resident memory starts children, by turns in
// the two ways, and prints for how long each call kept it busy.

export type Measured = {
  readonly residentMb: number;
  readonly startedMs: readonly number[];
  readonly forkedMs: readonly number[];
};

const [sizeMb = 0, rounds = 0] = process.argv.slice(2).map(Number);
const MiB = 2 ** 20;
const residentMb = () => Math.round(process.memoryUsage().rss / MiB);
const ballast: Buffer[] = [];
while (residentMb() < sizeMb) ballast.push(Buffer.alloc(MiB, 1));

const startedMs: number[] = [];
const forkedMs: number[] = [];
for (let round = 0; round < rounds; round++) {
  startedMs.push(await start());
  forkedMs.push(await fork());
}
const measured: Measured = { residentMb: residentMb(), startedMs, forkedMs };
console.log(JSON.stringify(measured));

/** As the keeper starts a capture, its two streams included. */
function start(): Promise<number> {
  return new Promise((resolve) => {
    const beganMs = performance.now();
    const child = launch(
      { argv: ['true'], descriptors: ['lines'], deathSignal: 'KILL', mark: 'bench' },
      () => resolve(tookMs),
    );
    for (const fd of child.streams) readLines(fd);
    const tookMs = performance.now() - beganMs;
  });
}

async function fork(): Promise<number> {
  const beganMs = performance.now();
  const child = spawn(launcherPath, ['--parent', `${process.pid}`, '--', 'true'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, CAMKEEPER_MARK: 'bench' },
  });
  const tookMs = performance.now() - beganMs;
  await once(child, 'exit');
  return tookMs;
}
