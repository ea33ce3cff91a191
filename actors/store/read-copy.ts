import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredState } from './contracts.ts';
import { StateDatabase } from './database.ts';

/**
 * What a file holds that cannot be written: SQLite has to write where a killed keeper left a
 * journal, so a copy is opened. Throws what SQLite or the system says.
 */
export async function readCopy(path: string): Promise<StoredState> {
  const folder = mkdtempSync(join(tmpdir(), 'camkeeper-store-')); // mode 0700
  try {
    const copy = join(folder, 'copy.db');
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    const database = await StateDatabase.open(copy);
    const state = await database.read();
    await database.close();
    return state;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
