import { open } from 'node:fs/promises';
import { extname } from 'node:path';

/**
 * Whether a file is to be read as a journal: not when its name ends as that of a script does, else
 * when it does not begin as one.
 */
export async function isJournal(file: string): Promise<boolean> {
  if (['.yml', '.yaml'].includes(extname(file))) return false;
  if (['.jsonl', '.journal'].includes(extname(file))) return true;
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(beginningBytes), 0);
  const beginning = buffer.toString('utf8', 0, bytesRead);
  return !/^\s*(#|---|[a-z]+:|\{\s*"(scripts|cameras|about|world|inputs)")/m.test(beginning);
}

const beginningBytes = 200;
