import { maskCredentials } from './mask.ts';

/** One thing wrong, or worth a warning, in a configuration. Free of credentials. */
export type ConfigProblem = {
  /** The file as its reader named it, or what else the configuration came from (`command`). */
  readonly file: string;
  /** From 1; null where there is no text to point at. */
  readonly line: number | null;
  /** From 1, in UTF-16 units; null together with `line`. */
  readonly column: number | null;
  /** `cameras.front.ffmpeg.inputs[0].path`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
};

export type KeyPath = readonly (string | number)[];

/** A problem before its place in a text is known. `atKey` points at the key, not at its value. */
export type Finding = { readonly path: KeyPath; readonly message: string; readonly atKey?: true };

/** `file:line:column path: what is wrong and what would be right`. */
export function formatProblem({ file, line, column, path, message }: ConfigProblem): string {
  const place = line === null ? file : `${file}:${line}:${column}`;
  return path === '' ? `${place}: ${message}` : `${place} ${path}: ${message}`;
}

export function formatPath(path: KeyPath): string {
  return path.reduce<string>(appendKey, '');
}

function appendKey(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  const name = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
  return path === '' ? name : `${path}.${name}`;
}

/** Keys and values of a user end in messages, so both are masked here, once for all. */
export function toProblem(
  { path, message }: Finding,
  place: Pick<ConfigProblem, 'file' | 'line' | 'column'>,
): ConfigProblem {
  return {
    ...place,
    path: maskCredentials(formatPath(path)),
    message: maskCredentials(message),
  };
}
