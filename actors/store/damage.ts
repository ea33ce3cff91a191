import { existsSync, renameSync } from 'node:fs';
import { errorData } from '../../config/errors.ts';

/** Does SQLite itself say that the file is no database, or broken? Only that is damage. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(NOTADB|CORRUPT)/.test(errorData(error).code);
}

/** Somebody else writes into it right now. */
export function isHeld(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(errorData(error).code);
}

/** Keeps what is left of a damaged file for a person to look at. Returns its new name. */
export function setAside(path: string, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replace(/[:.]/g, '-');
  const damaged = `${path}.damaged-${time}`;
  for (const part of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(path + part)) renameSync(path + part, damaged + part);
  }
  return damaged;
}
