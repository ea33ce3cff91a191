import { z } from 'zod';
import type { ExitCause } from '../../actors/contracts.ts';
import { expected } from '../../config/expected.ts';
import { flag, wholeNumber, word } from '../../config/scalars.ts';
import { breakWords, cameraWords, processWords } from './script.ts';
import { parseTime } from './times.ts';

/*
 * The file of a script. Cameras are looked at by config/: what stands in them is open here.
 */

const map = <Shape extends z.core.$ZodLooseShape>(what: string, shape: Shape) =>
  z.strictObject(shape, expected(what));
const oneOf = <Word extends string>(words: readonly Word[]) =>
  z.enum(words as readonly [Word, ...Word[]], expected(`one of ${words.join(', ')}`));

const aTime = expected('a time: 1.5s, 200ms or 2m');
const time = z
  .unknown()
  .refine((value) => parseTime(value) !== null, aTime)
  .transform((value) => parseTime(value)!);
const timeOrNever = z.union([z.literal('never'), time], expected('a time (200ms, 1.5s) or never'));
const cameraMap = z.record(z.string(), z.unknown(), expected('a map of cameras by name'));

const causeWords = {
  asked: true,
  'end-of-stream': true,
  stalled: true,
  'too-fast': true,
  'ffmpeg-died': true,
  'ffmpeg-not-started': true,
  'ring-unusable': true,
  'not-ready': true,
  hung: true,
  stale: true,
  'disk-full': true,
  ended: true,
  crashed: true,
  'not-spawned': true,
} satisfies Record<ExitCause, true>;
export const exitCauses = Object.keys(causeWords) as ExitCause[];

/** `stall` is what one says. */
const cause = z.preprocess(
  (value) => (value === 'stall' ? 'stalled' : value),
  oneOf<ExitCause>(exitCauses),
);

const behaviour = map('a map of how a process behaves', {
  throws: flag.optional(),
  ready: timeOrNever.optional(),
  exit: timeOrNever.optional(),
  cause: cause.optional(),
  term: timeOrNever.optional(),
  finish: timeOrNever.optional(),
  kill: timeOrNever.optional(),
});

export const memoryCommands = [
  'memory.allocate',
  'memory.ask',
  'memory.withdraw',
  'memory.free',
  'queue.close',
  'queue.drain',
] as const;

const aList = expected('a list of cameras');
const memory = map('a map with room, refuses or ignores', {
  room: z.string(expected('a size: 24MiB, 500000B or unlimited')).optional(),
  refuses: z.array(word('a camera (front), or one at a size (front 1920x1080)'), aList).optional(),
  ignores: z.array(oneOf(memoryCommands), expected('a list of commands')).optional(),
});

const number = wholeNumber('a whole number', { min: 0, max: 2 ** 31 });
const width = wholeNumber('a whole number of processes', { min: 0, max: 1000 });

export const worldSection = map('a map with seed, gate, stop_within, processes or memory', {
  seed: number.optional(),
  gate: map('a map with width and hold', {
    width: width.optional(),
    hold: time.optional(),
  }).optional(),
  stop_within: time.optional(),
  processes: z
    .record(z.string(), behaviour, expected('a map by any, capture or front/capture'))
    .optional(),
  memory: memory.optional(),
});

export const inputSection = map('an input: a map with at and what happens', {
  at: time,
  camera: word('the name of a camera').optional(),
  capture: oneOf(processWords).optional(),
  tracker: oneOf(processWords).optional(),
  recorder: oneOf(processWords).optional(),
  cause: cause.optional(),
  memory: oneOf(['has-room']).optional(),
  breaks: oneOf(breakWords).optional(),
  command: oneOf([...cameraWords, 'restart', 'stop']).optional(),
  role: oneOf(['capture', 'tracker', 'recorder']).optional(),
  within: time.optional(),
  set: z.unknown().optional(),
  cameras: cameraMap.optional(),
  world: worldSection.optional(),
  to: word('an address: camera:front/capture/run#1').optional(),
  event: z.record(z.string(), z.unknown(), expected('an event: a map with type')).optional(),
});

const traceLine = z.union(
  [
    z.string(),
    map('a line', { at: time.optional(), who: z.string().optional(), what: z.string().optional() }),
  ],
  expected('a line as 1.5s front running.healthy, or a map with at, who and what'),
);

export const recordedSection = map('a map with start, checkpoint and late', {
  start: z.record(z.string(), z.unknown(), expected('the start-up state of the keeper')),
  checkpoint: z.record(z.string(), z.unknown(), expected('the state of all machines')).optional(),
  late: z.record(z.string(), z.number(), expected('milliseconds by number of timer')).optional(),
});

export const scriptSection = map('a script: a map with cameras, world, inputs or expect', {
  about: z.string().optional(),
  cameras: cameraMap.optional(),
  world: worldSection.optional(),
  recorded: recordedSection.optional(),
  inputs: z.array(inputSection, expected('a list of inputs')).optional(),
  from: time.optional(),
  until: time.optional(),
  expect: z
    .union([z.string(), z.array(traceLine)], expected('a list of lines, or a text of lines'))
    .optional(),
});

export const fileSection = map('a map with scripts', {
  scripts: z.record(z.string(), scriptSection, expected('a map of scripts by name')),
});

export type ScriptSection = z.infer<typeof scriptSection>;
export type InputSection = z.infer<typeof inputSection>;
export type WorldSection = z.infer<typeof worldSection>;
