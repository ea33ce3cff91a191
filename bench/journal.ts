import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../tests/support/paths.ts';
import { type Figures, figure } from './figures.ts';
import type { Measured } from './journal/keeper-program.ts';

/**
 * What the journal costs a keeper of eight real cameras with one change a second. The share is of
 * the time for which the main thread was busy, seen by a profiler: functions of the journal, what
 * they called, and the writing of files. The difference between two keepers, one with a file and
 * one with the ring, would be lost in what differs between any two stretches; it is reported as a
 * check.
 */
const cameras = 8;
const seconds = 30;
const goal = { atMost: 3 };

export async function run(): Promise<Figures> {
  return measureJournal(cameras, seconds);
}

export async function measureJournal(count: number, forSeconds: number): Promise<Figures> {
  const directory = mkdtempSync(join(tmpdir(), 'ck-'));
  try {
    const file = join(directory, 'journal.jsonl');
    const written = await measure(count, forSeconds, file);
    const kept = await measure(count, forSeconds);
    return { ...shares(written, kept), ...sizes(readFileSync(file, 'utf8'), written.changes) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(count: number, forSeconds: number, file?: string): Promise<Measured> {
  const program = join(root, 'dist/bench/journal/keeper-program.js');
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    ...[`${count}`, `${forSeconds}`],
    ...(file === undefined ? [] : [file]),
  ]);
  return JSON.parse(stdout);
}

function shares(written: Measured, kept: Measured): Figures {
  return {
    'file.share': shareOf(written),
    'ring.share': shareOf(kept),
    'file.keeperCpu': figure(written.cpuSeconds * (60 / (written.changes / 2)), 's/min', {
      note: 'of all threads, without the profiler',
    }),
    'ring.keeperCpu': figure(kept.cpuSeconds * (60 / (kept.changes / 2)), 's/min'),
  };
}

function shareOf({ journal: { oursMs, busyMs }, changes }: Measured) {
  const note = `${oursMs.toFixed(1)} of ${busyMs.toFixed(0)} ms, ${changes / 2} changes`;
  return figure((oursMs / busyMs) * 100, '%', { goal, note });
}

/** Of the whole file: the start of the cameras is in it. */
function sizes(text: string, changes: number): Figures {
  const lines = text.split('\n').length - 1;
  const note = `${lines} lines in all, with the start`;
  return {
    linesPerChange: figure(lines / changes, 'lines', { note }),
    bytesPerChange: figure(Buffer.byteLength(text) / changes, 'bytes'),
  };
}
