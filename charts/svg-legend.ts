import { headPath, linePath } from './arrow-shape.ts';
import type { Arrow, LaidOutChart } from './laid-out.ts';
import { element, escapeText } from './markup.ts';
import { textWidth } from './text-width.ts';

/** Room for it below the chart, px. */
export const legendHeight = 24;

const words: readonly (readonly [kind: Arrow['kind'], words: string])[] = [
  ['event', 'on an event'],
  ['always', 'as soon as its [guard] holds'],
  ['after', 'after a delay'],
  ['done', 'when a child is done'],
  ['error', 'when a child breaks'],
];
const margin = 16;
const lineWidth = 44;
const gap = 8;
const gapBetween = 24;

/** What the lines mean that are in this chart, from the left; and how wide that is. */
export function legend({ arrows, height }: LaidOutChart): { markup: string; width: number } {
  const kinds = new Set(arrows.map(({ kind }) => kind));
  let x = margin;
  const entries = words
    .filter(([kind]) => kinds.has(kind))
    .map(([kind, text]) => {
      const entry = entryAt({ x, y: height + 4 }, { kind, text });
      x += lineWidth + gap + widthOf(text) + gapBetween;
      return entry;
    });
  const markup = element('g', { class: 'legend', 'aria-hidden': 'true' }, entries.join(''));
  return { markup, width: x - gapBetween + margin };
}

type Place = { readonly x: number; readonly y: number };
type Entry = { readonly kind: Arrow['kind']; readonly text: string };

function entryAt({ x, y }: Place, { kind, text }: Entry): string {
  const points = [
    { x, y },
    { x: x + lineWidth, y },
  ];
  const line = element('path', { class: 'line', d: linePath(points) });
  const head = element('path', { class: 'head', d: headPath(points) });
  const size = { textLength: widthOf(text), lengthAdjust: 'spacingAndGlyphs' };
  const at = { x: x + lineWidth + gap, y: y + 4 };
  const sample = element('g', { class: kind }, line + head);
  return sample + element('text', { ...at, ...size }, escapeText(text));
}

const widthOf = (text: string): number =>
  Math.ceil(textWidth(text, { weight: 'regular', sizePx: 11 }));
