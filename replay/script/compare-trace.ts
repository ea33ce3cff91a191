import type { Expected, TraceLine } from './script.ts';

type Line = Extract<Expected, { readonly anything: false }>;

export type TraceDifference = {
  /** The line that should have been there; null: nothing more should have happened. */
  readonly expected: Line | null;
  /** What was there instead; null: nothing. After a `...` it is what is most like it. */
  readonly happened: TraceLine | null;
  /** The last line that was as expected. */
  readonly after: TraceLine | null;
  /** Whether a `...` stands before it: it is nowhere in the rest of the trace. */
  readonly isNowhere: boolean;
};

/**
 * Where a trace leaves what is expected of it, or null. All ways to read the wildcards are followed
 * at once: each is the number of expected lines that are behind it.
 */
export function compareTrace(
  expected: readonly Expected[],
  trace: readonly TraceLine[],
): TraceDifference | null {
  let ways = skipAnything([0], expected);
  let furthest = { way: Math.max(...ways), index: 0 };
  for (const [index, line] of trace.entries()) {
    ways = skipAnything(
      ways.flatMap((way) => followed(way, expected[way], line)),
      expected,
    );
    const way = Math.max(...ways);
    if (way > furthest.way) furthest = { way, index: index + 1 };
    else if (way === furthest.way && !expected[way - 1]?.anything)
      furthest = { way, index: index + 1 };
    if (ways.length === 0) break;
  }
  return ways.includes(expected.length) ? null : difference(expected, trace, furthest);
}

function followed(way: number, expected: Expected | undefined, line: TraceLine): number[] {
  if (!expected) return [];
  if (expected.anything) return [way];
  return isAsExpected(expected, line) ? [way + 1] : [];
}

/** A `...` may also stand for nothing. */
function skipAnything(ways: readonly number[], expected: readonly Expected[]): number[] {
  const all = new Set(ways);
  for (const way of all) if (expected[way]?.anything) all.add(way + 1);
  return [...all];
}

/** `*` is any word, `...` at the end any others. Times are compared in whole milliseconds. */
export function isAsExpected(
  { atMs, words }: Pick<Line, 'atMs' | 'words'>,
  line: TraceLine,
): boolean {
  if (atMs !== null && Math.round(atMs) !== line.atMs) return false;
  const found = line.words.split(' ');
  const isOpen = words.at(-1) === '...';
  const fixed = isOpen ? words.slice(0, -1) : words;
  if (isOpen ? found.length < fixed.length : found.length !== fixed.length) return false;
  return fixed.every((word, index) => word === '*' || word === found[index]);
}

function difference(
  expected: readonly Expected[],
  trace: readonly TraceLine[],
  { way, index }: { readonly way: number; readonly index: number },
): TraceDifference {
  const missing = expected[way];
  const line = missing && !missing.anything ? missing : null;
  const isNowhere = line !== null && expected[way - 1]?.anything === true;
  return {
    expected: line,
    happened: (isNowhere ? mostLike(line, trace.slice(index)) : trace[index]) ?? null,
    after: trace[index - 1] ?? null,
    isNowhere,
  };
}

/** The same at another time; else something of the same one; else what was last by then. */
function mostLike(line: Line, rest: readonly TraceLine[]): TraceLine | undefined {
  const { atMs, words } = line;
  const isBy = (other: TraceLine) => atMs === null || other.atMs <= Math.round(atMs);
  return (
    rest.find((other) => isAsExpected({ ...line, atMs: null }, other)) ??
    rest.findLast((other) => isBy(other) && other.words.split(' ')[0] === words[0]) ??
    rest.findLast(isBy)
  );
}
