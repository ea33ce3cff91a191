import * as assert from 'uvu/assert';
import { differenceWords, replayJournal } from '../../../index.ts';

/** Throws what a person is told where the machines make another run of it. Returns its inputs. */
export async function assertReplays(journal: string): Promise<number> {
  const { difference, inputs } = await replayJournal(journal);
  assert.is(difference ? differenceWords(journal, difference).join('\n') : '', '');
  assert.ok(inputs > 0, `${journal} holds nothing`);
  return inputs;
}
