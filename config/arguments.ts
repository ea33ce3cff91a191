import { z } from 'zod';
import type { Arguments } from './camera-config.ts';
import { didYouMean } from './did-you-mean.ts';
import { expected } from './expected.ts';
import { automatic } from './ffmpeg-presets.ts';
import { shellSplit } from './shell-split.ts';

type Parsed = { readonly args: Arguments } | { readonly fault: string };
type Written = string | readonly (string | number)[];

const right = expected('arguments of ffmpeg as one text or as a list of texts');

/** Arguments as Frigate's files have them: one text, split as a shell does, or a list. */
export const plainArguments = z
  .union([z.string(), z.array(z.union([z.string(), z.number()]))], right)
  .transform((written, context): readonly string[] => {
    const parsed = parseArguments(written);
    if ('args' in parsed && typeof parsed.args !== 'string') return parsed.args;
    const message = 'fault' in parsed ? parsed.fault : 'no preset can stand here';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** The same, or one of these names. */
export function argumentsOrPreset(presets: readonly string[]) {
  return z
    .union([z.string(), z.array(z.union([z.string(), z.number()]))], right)
    .transform((written, context): Arguments => {
      const parsed = parseArguments(written);
      const fault = 'fault' in parsed ? parsed.fault : presetFault(parsed.args, presets);
      if ('args' in parsed && fault === null) return parsed.args;
      context.addIssue({ code: 'custom', message: fault ?? '' });
      return z.NEVER;
    });
}

function parseArguments(written: Written): Parsed {
  const list = typeof written === 'string' ? shellSplit(written) : written.map(String);
  if (list === null) return { fault: 'expected every quote to be closed' };
  if (list.some((argument) => argument.includes('\0')))
    return { fault: 'expected text without NUL' };
  const preset = list.find((argument) => argument === automatic || argument.startsWith('preset-'));
  if (preset === undefined) return { args: list };
  if (list.length > 1) return { fault: `expected ${preset} alone, without further arguments` };
  return { args: preset };
}

function presetFault(args: Arguments, presets: readonly string[]): string | null {
  if (typeof args !== 'string' || presets.includes(args)) return null;
  const near = didYouMean(args, presets);
  return `unknown preset "${args}"${near || `: expected one of ${presets.join(', ')}`}`;
}
