// Widths of Helvetica, which Arial and Liberation Sans share: thousandths of the size, from
// Adobe's font metrics (AFM). Characters from space to tilde, in order.
const regular = `
  278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
  556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778
  667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556
  556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584`;
const bold = `
  278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
  556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778
  667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611
  611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584`;

const numbers = (table: string): readonly number[] => table.trim().split(/\s+/).map(Number);
const widths = { regular: numbers(regular), bold: numbers(bold) };
/** Of anything else: as wide as a letter can be. */
const unknownWidth = 1000;

export type Font = { readonly weight: keyof typeof widths; readonly sizePx: number };

/** How wide a text is in a font of Helvetica's widths, in px. */
export function textWidth(text: string, { weight, sizePx }: Font): number {
  let thousandths = 0;
  for (const character of text) {
    thousandths += widths[weight][character.codePointAt(0)! - 0x20] ?? unknownWidth;
  }
  return (thousandths * sizePx) / 1000;
}
