import type { Point } from './laid-out.ts';

/** Path data of SVG. */
const cornerRadius = 6;
const head = { length: 8, halfWidth: 4 };

/** The line of an arrow through its points, with round corners, up to its head. */
export function linePath(points: readonly Point[]): string {
  const through = points.with(-1, neckOf(points));
  const corners = through.slice(1, -1).map((corner, index) => {
    return roundCorner(corner, through[index]!, through[index + 2]!);
  });
  return `M${at(through[0]!)}${corners.join('')}L${at(through.at(-1)!)}`;
}

/** The triangle at its end. */
export function headPath(points: readonly Point[]): string {
  const tip = points.at(-1)!;
  const neck = neckOf(points);
  const [x, y] = [(tip.x - neck.x) / head.length, (tip.y - neck.y) / head.length];
  const left = { x: neck.x - y * head.halfWidth, y: neck.y + x * head.halfWidth };
  const right = { x: neck.x + y * head.halfWidth, y: neck.y - x * head.halfWidth };
  return `M${at(tip)}L${at(left)}L${at(right)}Z`;
}

const neckOf = (points: readonly Point[]): Point =>
  towards(points.at(-1)!, points.at(-2)!, head.length);

function roundCorner(corner: Point, before: Point, after: Point): string {
  const room = Math.min(distance(corner, before), distance(corner, after)) / 2;
  const radius = Math.min(cornerRadius, room);
  const [from, to] = [towards(corner, before, radius), towards(corner, after, radius)];
  return `L${at(from)}Q${at(corner)} ${at(to)}`;
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, lengthPx: number): Point {
  const share = lengthPx / (distance(from, to) || 1);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

const at = ({ x, y }: Point): string => `${tenth(x)} ${tenth(y)}`;
const tenth = (value: number): number => Math.round(value * 10) / 10;
