import { stat } from 'node:fs/promises';
import { errorData, KeeperError } from '../../config/errors.ts';
import { isJournal } from '../../replay/is-journal.ts';
import type { Execute } from '../invocation.ts';

/** A journal is replayed, anything else is a script. */
export const execute: Execute = async (invocation) => {
  const [file = ''] = invocation.operands;
  await checkReadable(file);
  const { execute: executeOne } = (await isJournal(file))
    ? await import('../replay/journal.ts')
    : await import('../replay/scripts.ts');
  return executeOne(invocation);
};

async function checkReadable(file: string): Promise<void> {
  const found = await stat(file).catch((cause) => {
    throw new KeeperError('JOURNAL_INVALID', `${file}: ${errorData(cause).message}`, { cause });
  });
  if (!found.isFile()) throw new KeeperError('JOURNAL_INVALID', `${file}: is not a file`);
}
