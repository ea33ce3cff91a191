import { isJournal } from '../../replay/is-journal.ts';
import { checkReadable } from '../check-readable.ts';
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
