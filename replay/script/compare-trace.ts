import type { Expected, TraceLine } from './script.ts';

export type TraceDifference = {
  /** The line that should have been there; null: nothing more should have happened. */
  readonly expected: Extract<Expected, { anything: false }> | null;
  /** What was there instead; null: nothing more happened. */
  readonly happened: TraceLine | null;
  /** The last line that was as expected. */
  readonly after: TraceLine | null;
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
    const next = ways.flatMap((way) => followed(way, expected[way], line));
    if (next.length === 0) return difference(expected, trace, { way: furthest.way, ...at(index) });
    ways = skipAnything(next, expected);
    const way = Math.max(...ways);
    if (way > furthest.way) furthest = { way, index: index + 1 };
  }
  if (ways.includes(expected.length)) return null;
  return difference(expected, trace, { way: furthest.way, ...at(furthest.index) });

  function at(index: number): { readonly index: number } {
    return { index: expected[furthest.way - 1]?.anything ? furthest.index : index };
  }
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
  { atMs, words }: Extract<Expected, { anything: false }>,
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
  return {
    expected: missing && !missing.anything ? missing : null,
    happened: trace[index] ?? null,
    after: trace[index - 1] ?? null,
  };
}
