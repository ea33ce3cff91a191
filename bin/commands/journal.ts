import { resolve } from 'node:path';
import { ask } from '../ask.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute } from '../invocation.ts';
import { print, printJson } from '../print.ts';

export const execute: Execute = async (invocation) => {
  const file = resolve(invocation.operands[0]!);
  await ask(invocation, { command: 'journal', file });
  if (invocation.options.json) printJson({ file });
  else print(`the journal is in ${file}`);
  return exitCodes.ok;
};
