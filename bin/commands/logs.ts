import type { LogLine } from '../../index.ts';
import { timeOfDay } from '../../keeper/time-words.ts';
import { ask } from '../ask.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute } from '../invocation.ts';
import { print, printJson } from '../print.ts';
import { harmless } from '../view/words.ts';

export const execute: Execute = async (invocation) => {
  const camera = invocation.operands[0]!;
  const lines = (await ask(invocation, { command: 'logs', camera })) as readonly LogLine[];
  if (invocation.options.json) printJson(lines);
  else for (const line of lines) print(lineText(line));
  return exitCodes.ok;
};

function lineText({ at, path, text }: LogLine): string {
  const role = path.split('/').at(-1)!;
  return `${timeOfDay(at)} ${role.padEnd('capture'.length)}  ${harmless(text)}`;
}
