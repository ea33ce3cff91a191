import type { Line, Span, Tone } from './laid-out.ts';
import { type Font, textWidth } from './text-width.ts';

/** Text broken into lines, placed from its own left upper corner. */
export type Paragraph = {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
};

const titleFont: Font = { weight: 'bold', sizePx: 13 };
const bodyFont: Font = { weight: 'regular', sizePx: 11 };
const lineHeight = 14;
/** With room for a rule below it, where more follows. */
const titleHeight = 17;
const ruleHeight = 6;
const ascent = 11;
const titleAscent = 13;
/** What follows in the same sentence stands further in. */
const indent = 10;

export const fontOf = (tone: Tone): Font => (tone === 'title' ? titleFont : bodyFont);

export type Sentence = { readonly words: readonly Span[]; readonly transition: string | null };

/** Sentences below each other, each broken where it becomes wider than `widthMax`. */
export function paragraph(sentences: readonly Sentence[], widthMax: number): Paragraph {
  const lines: Line[] = [];
  let y = 0;
  for (const { words, transition } of sentences) {
    const isTitle = words[0]?.tone === 'title';
    for (const [index, spans] of broken(words, widthMax).entries()) {
      const x = index === 0 ? 0 : indent;
      const baseline = y + (isTitle ? titleAscent : ascent);
      lines.push({ x, y: baseline, width: widthOf(spans), spans, transition });
      y += isTitle ? titleHeight : lineHeight;
    }
    if (isTitle && sentences.length > 1) y += ruleHeight;
  }
  return { width: Math.max(0, ...lines.map((line) => line.x + line.width)), height: y, lines };
}

/** The same from another corner. */
export function placed({ lines }: Paragraph, corner: { x: number; y: number }): Line[] {
  return lines.map((line) => ({ ...line, x: line.x + corner.x, y: line.y + corner.y }));
}

function broken(words: readonly Span[], widthMax: number): Span[][] {
  const lines: Span[][] = [];
  for (const word of words) {
    const line = lines.at(-1);
    const room = lines.length > 1 ? widthMax - indent : widthMax;
    if (line && widthOf([...line, word]) <= room) line.push(word);
    else lines.push([word]);
  }
  return lines.map(joined);
}

/** Neighbours of one tone become one, each but the last with the space behind it. */
function joined(words: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const [index, { text, tone }] of words.entries()) {
    const spaced = index < words.length - 1 ? `${text} ` : text;
    const last = spans.at(-1);
    if (last?.tone === tone) spans[spans.length - 1] = { tone, text: last.text + spaced };
    else spans.push({ text: spaced, tone });
  }
  return spans;
}

function widthOf(words: readonly Span[]): number {
  const text = words.map((word) => word.text.trimEnd()).join(' ');
  return Math.ceil(textWidth(text, fontOf(words[0]?.tone ?? 'word')));
}
