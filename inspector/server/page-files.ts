import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type PageFile = { readonly type: string; readonly data: Buffer };

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export const builtPage = fileURLToPath(new URL('../page/', import.meta.url));

/** The files of the page as they were built; only what lies there now can be asked for. */
export class PageFiles {
  readonly #directory: string;
  readonly #names: ReadonlySet<string>;

  constructor(directory = builtPage) {
    this.#directory = directory;
    this.#names = new Set(filesIn(directory).filter((name) => extname(name) in types));
  }

  get isBuilt(): boolean {
    return this.#names.has('index.html');
  }

  /** By the path of an address; one without an ending is a place in the page. */
  async at(path: string): Promise<PageFile | null> {
    const name = extname(path) === '' ? 'index.html' : path.slice(1);
    if (!this.#names.has(name)) return null;
    const data = await readFile(join(this.#directory, name)).catch(() => null);
    return data && { type: types[extname(name)]!, data };
  }
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
