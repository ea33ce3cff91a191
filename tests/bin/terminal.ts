import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { type Program, type Surroundings, startProgram } from './command.ts';

export type Size = { readonly rows: number; readonly columns: number };

/** A program on a terminal of its own (script(1)), that types what is written to its stdin. */
export function onTerminal(
  command: readonly string[],
  { rows, columns, ...around }: Size & Surroundings,
): Program {
  const words = command.map((word) => `'${word}'`).join(' ');
  const line = `stty rows ${rows} cols ${columns}; exec ${words}`;
  const environment = { TERM: 'xterm-256color', SHELL: '/bin/sh', ...around.environment };
  return startProgram('script', ['-qec', line, '/dev/null'], { ...around, environment });
}

export const program = (name: string): string => join(root, name);

/** What is drawn between two returns to the upper left corner, without colours. */
export function picturesIn(output: string): string[][] {
  const [, ...pictures] = output.split('\x1b[?2026h\x1b[H');
  return pictures.map((text) => plain(text.split('\x1b[J')[0]!).split(/\r+\n/));
}

function plain(text: string): string {
  const control = String.fromCharCode(27);
  return text.replace(new RegExp(`${control}\\[[0-9;?]*[a-zA-Z]`, 'g'), '');
}
