import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** No other program's, and short: paths of sockets have 107 bytes. */
export const prefix = 'ckt-';
const ours = /^ckt-([a-z0-9-]+-)?[A-Za-z0-9]{6}$/;
const dayMs = 86_400_000;
const made: string[] = [];

/** A new directory of this test's own, removed with all that is in it when the process ends. */
export function temporaryDirectory(purpose = 'test'): string {
  if (made.length === 0) {
    process.once('exit', removeAll);
    sweepTemporary();
  }
  const path = mkdtempSync(join(tmpdir(), `${prefix}${purpose}-`));
  made.push(path);
  return path;
}

/** Removes what tests that were killed have left: this user's, a day old, for no test lasts so. */
export function sweepTemporary(folder = tmpdir(), nowMs = Date.now()): void {
  for (const name of readdirSync(folder)) if (ours.test(name)) sweep(join(folder, name), nowMs);
}

function sweep(path: string, nowMs: number): void {
  try {
    const { mtimeMs, uid } = lstatSync(path);
    if (uid === process.getuid?.() && nowMs - mtimeMs > dayMs) {
      rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // another test process was faster, or something is mounted there
  }
}

function removeAll(): void {
  for (const path of made) rmSync(path, { recursive: true, force: true });
}
