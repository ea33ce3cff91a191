import {
  type Difference,
  type Replayed,
  replayJournal,
  seconds,
} from '../../replay/replay-journal.ts';
import { checkReadable } from '../check-readable.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute } from '../invocation.ts';
import { print, printJson } from '../print.ts';

export const execute: Execute = async ({ operands: [file = ''], options }) => {
  await checkReadable(file);
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

function differenceWords(file: string, difference: Difference): string[] {
  const { line, atMs, input, recorded, replayed, error, before } = difference;
  return [
    `${file}:${line}: the run differs, ${seconds(atMs)} after its beginning`,
    `  input     ${input}`,
    ...side('recorded', recorded),
    ...side('replayed', replayed),
    ...(error === null ? [] : [`  error     ${error}`]),
    '  the inputs before it, oldest first:',
    ...before.map((words) => `    ${words}`),
  ];
}

const side = (name: string, moves: readonly string[]): string[] =>
  (moves.length === 0 ? ['nothing happened'] : moves).map(
    (move, index) => `  ${(index === 0 ? name : '').padEnd(10)}${move}`,
  );
