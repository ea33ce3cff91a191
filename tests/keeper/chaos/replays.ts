import { differenceWords, replayJournal } from '../../../index.ts';

/** Throws what a person is told where the machines make another run of it. Returns its inputs. */
export async function assertReplays(journal: string): Promise<number> {
  const { difference, inputs } = await replayJournal(journal);
  if (difference) throw new Error(differenceWords(journal, difference).join('\n'));
  if (inputs === 0) throw new Error(`${journal} holds nothing`);
  return inputs;
}
