type Attributes = Readonly<Record<string, string | number>>;

/** `<g class="state">…</g>`; the content is markup already. */
export function element(name: string, given: Attributes, content = ''): string {
  const start = [name, attributes(given)].filter((part) => part !== '').join(' ');
  return content === '' ? `<${start}/>` : `<${start}>${content}</${name}>`;
}

export const attributes = (given: Attributes): string =>
  Object.entries(given)
    .map(([name, value]) => `${name}="${escapeText(String(value))}"`)
    .join(' ');

export const escapeText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
