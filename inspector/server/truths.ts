import { readFile } from 'node:fs/promises';

/** What `docs/machines/<machine>.md` says is true in each state; nothing without the file. */
export async function truthsOf(machine: string): Promise<Readonly<Record<string, string[]>>> {
  const file = new URL(`../../../docs/machines/${machine}.md`, import.meta.url);
  return parseTruths(await readFile(file, 'utf8').catch(() => ''));
}

/** The list under each heading that is a state. */
export function parseTruths(text: string): Record<string, string[]> {
  const truths: Record<string, string[]> = {};
  const [, ...sections] = text.split(/^### /m);
  for (const section of sections) {
    const [heading = '', ...lines] = section.split('\n');
    const items = itemsIn(lines);
    for (const [, state = ''] of heading.matchAll(/`([^`]+)`/g)) truths[state] = items;
  }
  return truths;
}

/** Of the first list; an item may go on in lines that are indented. */
function itemsIn(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (line.startsWith('- ')) items.push(line.slice(2));
    else if (line.startsWith('  ') && items.length > 0) items.push(`${items.pop()} ${line.trim()}`);
    else if (line !== '' && items.length > 0) break;
    else if (/^#+ /.test(line)) break;
  }
  return items;
}
