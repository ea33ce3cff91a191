import { didYouMean } from '../../config/did-you-mean.ts';
import type { Invocation } from '../invocation.ts';
import { UsageError } from '../usage-error.ts';
import { type Level, levels } from './entry.ts';
import { type Form, forms, type OpenSurface } from './surface.ts';

/** How a keeper shows itself: as asked, else a table where one can be drawn, else `elsewhere`. */
export function formOf({ options, command }: Invocation, elsewhere: Form): Form {
  const given = oneOf(forms, { options, command, name: 'output' });
  if (given !== null) return given;
  return process.stdout.isTTY && process.env.TERM !== 'dumb' ? 'table' : elsewhere;
}

export function levelOf({ options, command }: Invocation): Level {
  return oneOf(levels, { options, command, name: 'log-level' }) ?? 'info';
}

/** Each loaded only when it is used. */
export const surfaces: Readonly<Record<Form, () => Promise<OpenSurface>>> = {
  table: async () => (await import('./live-table.ts')).openLiveTable,
  text: async () => (await import('./text-log.ts')).openTextLog,
  json: async () => (await import('./json-log.ts')).openJsonLog,
};

function oneOf<Word extends string>(
  words: readonly Word[],
  { options, command, name }: Pick<Invocation, 'options' | 'command'> & { readonly name: string },
): Word | null {
  const given = options[name];
  if (given === undefined) return null;
  const word = words.find((each) => each === given);
  if (word !== undefined) return word;
  const wrong = `${command}: --${name} is one of ${words.join(', ')}, not ${JSON.stringify(given)}`;
  throw new UsageError(`${wrong}${didYouMean(String(given), words)}`, command);
}
