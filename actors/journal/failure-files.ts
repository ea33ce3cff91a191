import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** So many are kept beside each other. */
export const failureFilesMax = 5;

/** `PREFIX-failure-20261122T161300123Z.jsonl` */
export function failureFile(prefix: string, wallMs: number): string {
  const time = new Date(wallMs).toISOString().replace(/[-:.]/g, '');
  return `${prefix}-failure-${time}.jsonl`;
}

/** Removes the oldest of them, where there are too many. Throws what the file system throws. */
export async function removeOldFailures(prefix: string): Promise<void> {
  const names = await failureFiles(prefix);
  const tooMany = names.slice(0, Math.max(0, names.length - failureFilesMax));
  for (const name of tooMany) await rm(join(dirname(prefix), name), { force: true });
}

/** Oldest first. */
async function failureFiles(prefix: string): Promise<string[]> {
  const beginning = `${basename(prefix)}-failure-`;
  const isOne = (name: string) =>
    name.startsWith(beginning) && /^\d{8}T\d{9}Z\.jsonl$/.test(name.slice(beginning.length));
  return (await readdir(dirname(prefix))).filter(isOne).sort();
}
