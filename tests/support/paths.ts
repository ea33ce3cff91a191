import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, from wherever in `dist/` this runs. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** A misbehaving program of `tests/fixtures`, to be run by `process.execPath`. */
export function fixture(name: string): string {
  return join(root, 'tests/fixtures', name);
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return findRoot(dirname(folder));
}
