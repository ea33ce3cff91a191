import { seconds } from '../../replay/difference.ts';
import { differenceWords } from '../../replay/difference-words.ts';
import { type Replayed, replayJournal } from '../../replay/replay-journal.ts';
import { scriptOfJournal } from '../../replay/script/script-of-journal.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute } from '../invocation.ts';
import { print, printJson } from '../print.ts';
import { writeOut } from './write-out.ts';

export const execute: Execute = async ({ operands: [file = ''], options }) => {
  const target = options['to-script'];
  if (typeof target === 'string') {
    const { source, inputs } = await scriptOfJournal(file);
    await writeOut(target, source);
    if (options.json) printJson({ file: target, inputs });
    else print(`${target}: a script of ${inputs} inputs`);
    return exitCodes.ok;
  }
  const replayed = await replayJournal(file);
  if (options.json) printJson(replayed);
  else for (const line of words(file, replayed)) print(line);
  return replayed.difference ? exitCodes.differs : exitCodes.ok;
};

function words(file: string, { difference, ...replayed }: Replayed): string[] {
  if (difference) return differenceWords(file, difference);
  const { inputs, transitions, lastedMs } = replayed;
  return [
    `${file}: the same ${transitions} transitions of ${inputs} inputs in ${seconds(lastedMs)}`,
  ];
}
