import type { Findings } from '../../config/findings.ts';
import type { KeyPath } from '../../config/problems.ts';
import type { ScriptSection } from './schema.ts';
import type { Expected } from './script.ts';
import { formatTime, parseTime } from './times.ts';

type Written = NonNullable<ScriptSection['expect']>;

/** `1.5s front running.healthy`; without a time, or with `*`: whenever. `...`: any lines. */
export function readTrace(written: Written, findings: Findings): Expected[] {
  const lines = typeof written === 'string' ? linesOf(written) : written;
  return lines.map((line, index) => {
    const path: KeyPath = typeof written === 'string' ? ['expect'] : ['expect', index];
    const text = typeof line === 'string' ? line.trim() : textOf(line);
    const read = readLine(text, path);
    if (read === null) findings.at('expect').at(index).error(`expected a line, got nothing`);
    return read ?? { anything: true, path };
  });
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

function textOf({ at, who = '*', what = '...' }: Exclude<Written[number], string>): string {
  return `${at === undefined ? '*' : formatTime(at)} ${who} ${what}`;
}

export function readLine(text: string, path: KeyPath = []): Expected | null {
  if (text === '') return null;
  if (text === '...') return { anything: true, path };
  const words = text.split(/\s+/);
  const atMs = parseTime(words[0]);
  const isTimed = atMs !== null || words[0] === '*';
  return { anything: false, atMs, words: isTimed ? words.slice(1) : words, text, path };
}
