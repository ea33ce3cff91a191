import { headPath, linePath } from './arrow-shape.ts';
import type { Arrow, Box, LaidOutChart, Line } from './laid-out.ts';
import { attributes, element, escapeText } from './markup.ts';
import { legend, legendHeight } from './svg-legend.ts';
import { stylesheet } from './svg-style.ts';

/**
 * A picture that stands for itself: nothing is loaded, nothing runs. States carry their path as
 * `data-state`, whatever belongs to a transition its id as `data-transition`.
 */
export function svg(chart: LaidOutChart): string {
  const { id, boxes, arrows } = chart;
  const below = legend(chart);
  const width = Math.max(chart.width, below.width);
  const height = chart.height + legendHeight;
  const head = attributes({
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'chart',
    role: 'img',
    'aria-labelledby': `${id}-title ${id}-about`,
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
  });
  const parts = [
    element('title', { id: `${id}-title` }, escapeText(`State chart of ${id}`)),
    element('desc', { id: `${id}-about` }, escapeText(about(chart))),
    element('style', {}, stylesheet),
    element('rect', { class: 'paper', width, height, rx: 6 }),
    ...boxes.map(boxMarkup),
    ...arrows.map(arrowMarkup),
    ...arrows.map(labelMarkup),
    below.markup,
  ];
  return `<svg ${head}>\n${parts.filter((part) => part !== '').join('\n')}\n</svg>\n`;
}

/** For those who do not see it. */
function about({ boxes, arrows }: LaidOutChart): string {
  const states = boxes.filter(({ kind }) => kind !== 'initial' && kind !== 'anywhere');
  const starts = arrows.filter(({ transition }) => transition === null).map(({ to }) => to);
  const led = arrows.filter(({ transition }) => transition !== null);
  const ways = led.map(({ from, to, label }) => {
    const words = label === null ? '' : `: ${label.lines.map(textOf).join(' ')}`;
    return `${from || 'any state'} to ${to}${words}`;
  });
  return [
    `States: ${states.map(({ path }) => path).join(', ')}.`,
    `Started in: ${starts.join(', ')}.`,
    `Transitions: ${ways.join('; ')}.`,
  ].join(' ');
}

const textOf = ({ spans }: Line): string => spans.map(({ text }) => text).join('');

function boxMarkup({ kind, path, depth, lines, ...at }: Box): string {
  const { x, y, width, height } = at;
  if (kind === 'initial') {
    return element('circle', { class: 'dot', cx: x + width / 2, cy: y + height / 2, r: 4 });
  }
  const inner = { x: x + 3, y: y + 3, width: width - 6, height: height - 6, rx: 5 };
  const parts = [
    element('rect', { ...at, rx: 8 }),
    kind === 'final' ? element('rect', { ...inner, class: 'inner' }) : '',
    lines.length > 1 ? ruleBelow(lines[0]!, at) : '',
    ...lines.map(textMarkup),
  ];
  const marks = kind === 'anywhere' ? {} : { 'data-state': path };
  return element('g', { class: `state ${kind} depth-${depth}`, ...marks }, parts.join(''));
}

const ruleBelow = ({ y }: Line, { x, width }: Pick<Box, 'x' | 'width'>): string =>
  element('path', { class: 'rule', d: `M${x} ${y + 7}h${width}` });

/** Other fonts are squeezed or stretched to the width that was measured. */
export function textMarkup({ x, y, width, spans, transition }: Line): string {
  const marks = transition === null ? {} : { 'data-transition': transition };
  const size = { textLength: width, lengthAdjust: 'spacingAndGlyphs' };
  const text = spans.map(({ text, tone }) => element('tspan', { class: tone }, escapeText(text)));
  return element('text', { x, y, ...size, ...marks }, text.join(''));
}

function arrowMarkup({ transition, kind, points }: Arrow): string {
  const line = element('path', { class: 'line', d: linePath(points) });
  const head = element('path', { class: 'head', d: headPath(points) });
  return element('g', { class: `arrow ${kind}`, ...marksOf(transition) }, line + head);
}

function labelMarkup({ transition, kind, label }: Arrow): string {
  if (label === null) return '';
  const { lines, ...at } = label;
  const text = lines.map(textMarkup).join('');
  const box = element('rect', { ...at, rx: 6 });
  return element('g', { class: `label ${kind}`, ...marksOf(transition) }, box + text);
}

const marksOf = (transition: string | null) =>
  transition === null ? {} : { 'data-transition': transition };
