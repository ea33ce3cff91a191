import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

export type Page = { readonly path: string; readonly text: string };

/** A fenced block: ```` ```sh runnable background ```` has the language sh and two marks. */
export type Block = {
  /** `README.md:12`, for messages. */
  readonly place: string;
  readonly language: string;
  readonly marks: readonly string[];
  readonly text: string;
};

/** README.md and everything below docs/. */
export function pages(): Page[] {
  const below = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  const paths = below.filter((path) => path.endsWith('.md')).map((path) => `docs/${path}`);
  return ['README.md', ...paths.sort()].map(page);
}

export function page(path: string): Page {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

export function blocksOf({ path, text }: Page): Block[] {
  return [...text.matchAll(/^```(\w+)(.*)\n([\s\S]*?)^```$/gm)].map((found) => {
    const [, language = '', marks = '', body = ''] = found;
    const line = text.slice(0, found.index).split('\n').length;
    const words = marks.trim().split(/\s+/).filter(Boolean);
    return { place: `${path}:${line}`, language, marks: words, text: body };
  });
}

/** Without its blocks. */
export function proseOf({ text }: Page): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

/** What stands in backticks outside of blocks. */
export function codeSpansOf(page: Page): string[] {
  return [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}
