import type { Arrow, LaidOutChart, Rectangle } from '../../charts/laid-out.ts';

type Thing = Rectangle & {
  readonly name: string;
  /** Its own arrow goes through its label. */
  readonly of?: Arrow;
};

/** What covers something else so that it cannot be read, by name. */
export function overlaps(chart: LaidOutChart): string[] {
  const things = [...textsOf(chart), ...labelsOf(chart)];
  const runs = chart.arrows.flatMap(runsOf);
  const crossed = things.flatMap((thing) =>
    runs.filter((run) => run.of !== thing.of && touches(run, thing)).map((run) => [run, thing]),
  );
  const beside = runs.flatMap((run, index) =>
    runs
      .slice(index + 1)
      .filter((other) => other.of !== run.of && liesAlong(run, other))
      .map((other) => [run, other]),
  );
  const covered = things.flatMap((thing, index) =>
    things
      .slice(index + 1)
      .filter((other) => touches(thing, other))
      .map((other) => [thing, other]),
  );
  const outside = things.filter((thing) => !isInside(thing, chart)).map((thing) => [thing]);
  const named = (pair: readonly Thing[]) => pair.map(({ name }) => name).join(' and ');
  return [...crossed, ...beside, ...covered, ...outside].map(named);
}

/** States without others in them as a whole, of the others what is written in them. */
function textsOf({ boxes }: LaidOutChart): Thing[] {
  return boxes.flatMap((box) => {
    const name = `${box.kind} ${box.path}`;
    if (box.kind !== 'compound') return [{ ...box, name }];
    return box.lines.map(({ x, y, width }) => ({ x, y: y - 10, width, height: 12, name }));
  });
}

const labelsOf = ({ arrows }: LaidOutChart): Thing[] =>
  arrows.flatMap((arrow) =>
    arrow.label === null ? [] : [{ ...arrow.label, of: arrow, name: `label ${arrow.transition}` }],
  );

function runsOf(arrow: Arrow): Thing[] {
  return arrow.points.slice(1).map((to, index) => {
    const from = arrow.points[index]!;
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
      of: arrow,
      name: `line ${arrow.transition}`,
    };
  });
}

/** By more than the border, at which arrows begin and end. */
function touches(one: Rectangle, other: Rectangle): boolean {
  const isAcross = one.x < other.x + other.width - 1 && other.x + 1 < one.x + one.width;
  const isAlong = one.y < other.y + other.height - 1 && other.y + 1 < one.y + one.height;
  const isThrough = (at: number, start: number, size: number) =>
    start + 1 < at && at < start + size - 1;
  return (
    (isAcross || (one.width === 0 && isThrough(one.x, other.x, other.width))) &&
    (isAlong || (one.height === 0 && isThrough(one.y, other.y, other.height)))
  );
}

/** Two lines on top of each other look like one. */
function liesAlong(one: Rectangle, other: Rectangle): boolean {
  const isLevel = one.height === 0 && other.height === 0 && one.y === other.y;
  const isUpright = one.width === 0 && other.width === 0 && one.x === other.x;
  const right = Math.min(one.x + one.width, other.x + other.width);
  const bottom = Math.min(one.y + one.height, other.y + other.height);
  return (
    (isLevel && right - Math.max(one.x, other.x) > 1) ||
    (isUpright && bottom - Math.max(one.y, other.y) > 1)
  );
}

const isInside = ({ x, y, width, height }: Rectangle, chart: LaidOutChart): boolean =>
  x >= 0 && y >= 0 && x + width <= chart.width && y + height <= chart.height;
