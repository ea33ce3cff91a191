import { z } from 'zod';
import { expected } from './expected.ts';

const words: Readonly<Record<string, boolean>> = {
  true: true,
  on: true,
  yes: true,
  1: true,
  false: false,
  off: false,
  no: false,
  0: false,
};

/** YAML 1.2 leaves on, off, yes and no as words; Frigate takes them for booleans, and so do we. */
export const flag = z
  .preprocess(
    (value) => words[String(value).toLowerCase()] ?? value,
    z.boolean(expected('true or false (on, off, yes and no will do)')),
  )
  .meta({ enum: [true, false, 'on', 'off', 'yes', 'no', 1, 0] });

/** Numbers may be written in quotes, as Frigate allows. */
export function wholeNumber(what: string, bounds: Bounds) {
  const right = expected(`${what} from ${bounds.min} to ${bounds.max}`);
  const { min, max, step = 1 } = bounds;
  return z
    .preprocess(toNumber, z.int(right).min(min, right).max(max, right).multipleOf(step, right))
    .meta({ type: 'integer' });
}

export const seconds = (bounds: Bounds) => amount('seconds', bounds);

export function amount(what: string, bounds: Bounds) {
  const right = expected(`${what} from ${bounds.min} to ${bounds.max}`);
  return z
    .preprocess(toNumber, z.number(right).min(bounds.min, right).max(bounds.max, right))
    .meta({ type: 'number' });
}

const units: Readonly<Record<string, number>> = { '': 20, m: 20, g: 30 };

/** Bytes, written as megabytes or with a unit. As with Frigate and Docker, MB are MiB. */
export function size(bounds: Bounds) {
  const right = expected(`megabytes from ${bounds.min} to ${bounds.max}, or 512MiB, or 2GiB`);
  const least = bounds.min * 2 ** 20;
  const most = bounds.max * 2 ** 20;
  return z
    .preprocess(toBytes, z.number(right).min(least, right).max(most, right))
    .meta({ type: ['number', 'string'] });
}

function toBytes(value: unknown): unknown {
  const written = /^\s*(\d+(?:\.\d+)?)\s*(?:([mg])(?:i?b)?)?\s*$/i.exec(String(value));
  if (!written) return value;
  const [, amount, unit = ''] = written;
  return Math.floor(Number(amount) * 2 ** units[unit.toLowerCase()]!);
}

export function word(what: string) {
  const right = expected(what);
  // A NUL would end the argument of a process halfway.
  return z.string(right).refine((text) => text !== '' && !text.includes('\0'), right);
}

export type Bounds = { readonly min: number; readonly max: number; readonly step?: number };

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
}
