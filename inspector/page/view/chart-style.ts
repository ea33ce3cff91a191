import { stylesheet } from '../../../charts/svg-style.ts';

/** The style of the pictures in docs/machines, for the charts of this page only. */
export function adoptChartStyle(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@scope (.frame) { ${stylesheet} }`);
  document.adoptedStyleSheets.push(sheet);
}
