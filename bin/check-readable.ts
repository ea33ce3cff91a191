import { stat } from 'node:fs/promises';
import { errorData, KeeperError } from '../config/errors.ts';

/** Throws JOURNAL_INVALID when there is no such file. */
export async function checkReadable(file: string): Promise<void> {
  const found = await stat(file).catch((cause) => {
    throw new KeeperError('JOURNAL_INVALID', `${file}: ${errorData(cause).message}`, { cause });
  });
  if (!found.isFile()) throw new KeeperError('JOURNAL_INVALID', `${file}: is not a file`);
}
