import type { Arrow, LaidOutChart, Point } from './laid-out.ts';

/** What can be read at once without scrolling, px. */
const screen = { width: 1600, height: 1000 };
/** So many px of line are as hard to follow as one crossing, as one corner. */
const crossingPx = 120;
const cornerPx = 30;

/** How hard a chart is to read: long lines, corners, crossings, and small print on one screen. */
export function effort({ width, height, arrows }: LaidOutChart): number {
  const runs = arrows.flatMap(runsOf);
  const lengthPx = runs.reduce((sum, [a, b]) => sum + Math.abs(a.x - b.x) + Math.abs(a.y - b.y), 0);
  const crossings = runs.flatMap((run, index) => runs.slice(index + 1).filter(crosses(run))).length;
  const scale = Math.min(1, screen.width / width, screen.height / height);
  return (lengthPx + crossingPx * crossings + cornerPx * runs.length) / scale ** 3;
}

type Run = readonly [Point, Point];

function runsOf({ points }: Arrow): Run[] {
  return points.slice(1).map((point, index) => [points[index]!, point]);
}

/** Two runs do that are not parallel. */
const crosses =
  ([a, b]: Run) =>
  ([c, d]: Run): boolean =>
    (isBetween(c.x, a.x, b.x) && isBetween(a.y, c.y, d.y)) ||
    (isBetween(a.x, c.x, d.x) && isBetween(c.y, a.y, b.y));

const isBetween = (value: number, one: number, other: number): boolean =>
  Math.min(one, other) < value && value < Math.max(one, other);
