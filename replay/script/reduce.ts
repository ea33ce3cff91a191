import { isDeepStrictEqual } from 'node:util';
import { othersOf, type Part, partsOf, without } from './parts.ts';
import { type Failure, type Played, type PlayOptions, play } from './play.ts';
import { readPart } from './read-script.ts';
import type { Script } from './script.ts';
import { formatTime, parseTime } from './times.ts';
import { lineWords } from './words.ts';

export type ReduceOptions = PlayOptions & {
  /** How often the script is played at most. */
  readonly playsMax?: number;
};

export type Reduced = {
  /** Plain data, to be written by `writeScript`; it fails in the same way. */
  readonly source: Source;
  readonly plays: number;
  /** False: the bound on plays was reached before nothing more could be left out. */
  readonly isSmallest: boolean;
};

type Source = Readonly<Record<string, unknown>>;
type Failing = { readonly source: Source; readonly script: Script; readonly failure: Failure };

/**
 * The smallest part of a failing script that fails in the same way, by delta debugging (Zeller and
 * Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002) over inputs, cameras and
 * ways to behave. The same way is: the same line instead of the same line, after the same one; or
 * the same thing treated wrongly. The input that the failing moment follows always stays.
 */
export function reduce(failing: Failing, options: ReduceOptions = {}): Reduced {
  const { playsMax = 500 } = options;
  let plays = 0;
  const failsAlike = (source: Source): boolean => {
    if (plays >= playsMax) return false;
    plays++;
    const script = readPart(source, []);
    return script !== null && isSame(play(script, options), failing.failure);
  };
  const cut = cutShort(failing);
  // Where less time shows another fault, the script stays as long as it was.
  const from = failsAlike(cut) ? cut : failing.source;
  const kept = triggerOf(failing);
  const parts = partsOf(from).filter((part) => !isDeepStrictEqual(part, kept));
  const needed = smallest(parts, (some) => failsAlike(without(from, othersOf(parts, some))));
  const source = without(from, othersOf(parts, needed));
  return { source, plays, isSmallest: plays < playsMax };
}

/** ddmin: a list of which no chunk, and no one, can be left out any more. */
function smallest(parts: readonly Part[], fails: (some: readonly Part[]) => boolean) {
  let rest = parts;
  let chunks = Math.min(2, rest.length);
  if (rest.length > 0 && fails([])) return [];
  while (rest.length > 0 && chunks <= rest.length) {
    const size = Math.ceil(rest.length / chunks);
    const starts = Array.from(
      { length: Math.ceil(rest.length / size) },
      (_, index) => index * size,
    );
    const smaller = starts
      .map((start) => [...rest.slice(0, start), ...rest.slice(start + size)])
      .find((some) => fails(some));
    if (smaller) {
      rest = smaller;
      chunks = Math.min(Math.max(chunks - 1, 2), Math.max(rest.length, 1));
      if (rest.length === 0) break;
    } else if (chunks >= rest.length) break;
    else chunks = Math.min(rest.length, chunks * 2);
  }
  return rest;
}

/** Nothing after the difference; of the trace what stands around it. */
function cutShort({ source, script, failure }: Failing): Source {
  if (failure.type === 'fault') return source;
  const { expected, after, isNowhere } = failure;
  const untilMs = momentOf(failure, script);
  const isBefore = (input: { readonly at?: unknown }) => (parseTime(input.at) ?? 0) <= untilMs + 1;
  const between = isNowhere && after ? '...' : null;
  const lines = [after && lineWords(after), between, expected?.text];
  const { inputs } = source;
  return {
    ...source,
    ...(Array.isArray(inputs) && { inputs: inputs.filter(isBefore) }),
    until: formatTime(untilMs),
    expect: ['...', ...lines, expected && '...'].filter((line) => line != null),
  };
}

/** Up to then it must be played to see it fail. */
function momentOf(failure: Failure, { untilMs }: Script): number {
  if (failure.type === 'fault' || failure.happened === null) return untilMs;
  return Math.max(failure.happened.atMs, failure.expected?.atMs ?? 0);
}

/** The input that the failing moment follows. */
function triggerOf({ script, failure }: Failing): Part | null {
  if (failure.type === 'fault') return null;
  const atMs = failure.happened?.atMs ?? failure.expected?.atMs ?? script.untilMs;
  return script.inputs.findLast((input) => Math.round(input.atMs) <= atMs)?.path ?? null;
}

function isSame({ failure }: Played, wanted: Failure): boolean {
  if (failure?.type === 'fault' && wanted.type === 'fault') {
    return withoutNumbers(failure.message) === withoutNumbers(wanted.message);
  }
  if (failure?.type !== 'trace' || wanted.type !== 'trace') return false;
  return (
    failure.expected?.text === wanted.expected?.text &&
    isDeepStrictEqual(failure.happened, wanted.happened) &&
    isDeepStrictEqual(failure.after, wanted.after)
  );
}

/** Pids and regions are counted: with less before them they are others. */
const withoutNumbers = (message: string): string => message.replace(/\d+/g, '#');
