import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../tests/support/paths.ts';
import { type Figures, figure, percentile } from './figures.ts';
import type { Measured } from './spawn/program.ts';

/**
 * How long the event loop stands still for the start of a process, in a small and in a large
 * keeper: by our own addon, and by Node's child_process beside it, in turn.
 */
const sizesMb = [50, 250];
const rounds = 200;

export async function run(): Promise<Figures> {
  const figures: Record<string, Figures[string]> = {};
  for (const sizeMb of sizesMb) {
    const { residentMb, startedMs, forkedMs } = await measure(sizeMb);
    const note = (samples: readonly number[]) =>
      `the fastest of ${samples.length}, ${residentMb} MB resident`;
    for (const [way, samples] of Object.entries({ started: startedMs, forked: forkedMs })) {
      const name = `${sizeMb}MB.${way}`;
      figures[`${name}.least`] = figure(Math.min(...samples), 'ms', { note: note(samples) });
      figures[`${name}.p50`] = figure(percentile(samples, 0.5), 'ms');
      figures[`${name}.p99`] = figure(percentile(samples, 0.99), 'ms');
    }
  }
  return figures;
}

async function measure(sizeMb: number): Promise<Measured> {
  const program = join(root, 'dist/bench/spawn/program.js');
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    `${sizeMb}`,
    `${rounds}`,
  ]);
  return JSON.parse(stdout);
}
