import { maskCredentials } from '../config/mask.ts';

/**
 * One line that a process wrote, credentials masked. `at` is wall time, milliseconds since 1970.
 */
export type LogLine = { readonly at: number; readonly path: string; readonly text: string };

const linesMax = 100;
const lineLengthMax = 4096;

/**
 * The last lines of every process, by path; they outlive the process and its successors add to
 * them.
 */
export class LogLines {
  readonly #byPath = new Map<string, LogLine[]>();
  readonly #onLine: (line: LogLine) => void;

  readonly #wallMs: () => number;

  constructor(onLine: (line: LogLine) => void = () => {}, wallMs = Date.now) {
    this.#onLine = onLine;
    this.#wallMs = wallMs;
  }

  /** Returns what may be shown of it. */
  add(path: string, text: string): string {
    const line = { at: this.#wallMs(), path, text: printable(text) };
    const lines = this.#byPath.get(path) ?? [];
    lines.push(line);
    if (lines.length > linesMax) lines.shift();
    this.#byPath.set(path, lines);
    this.#onLine(line);
    return line.text;
  }

  /** Of all processes below a path, oldest first. */
  under(path: string): readonly LogLine[] {
    return [...this.#byPath]
      .filter(([owner]) => owner === path || owner.startsWith(`${path}/`))
      .flatMap(([, lines]) => lines)
      .sort((one, other) => one.at - other.at);
  }

  forget(path: string): void {
    for (const owner of this.#byPath.keys()) {
      if (owner === path || owner.startsWith(`${path}/`)) this.#byPath.delete(owner);
    }
  }
}

/** What ends a user and password in a URL, plainly and percent-encoded. */
const endOfUserinfo = '%40@';

/**
 * Masked, and at most so long. A password is known by what stands behind it: where that is cut off,
 * it is put back for the masking.
 */
export function printable(text: string): string {
  if (text.length <= lineLengthMax) return maskCredentials(text);
  const masked = maskCredentials(text.slice(0, lineLengthMax) + endOfUserinfo);
  return masked.endsWith(endOfUserinfo)
    ? `${masked.slice(0, -endOfUserinfo.length)}…`
    : `${masked}…`;
}

export type LineSplitter = {
  readonly push: (chunk: string) => void;
  /** Nothing follows: what has no end yet is a line as well. */
  readonly end: () => void;
};

/** Cuts what arrives in chunks into lines; of one that never ends only the beginning is kept. */
export function lineSplitter(onLine: (line: string) => void): LineSplitter {
  let pending = '';
  const tell = (line: string) => {
    if (line.trim() !== '') onLine(line);
  };
  return {
    push: (chunk) => {
      const lines = (pending + chunk).split(/\r\n|\n|\r/);
      // one more than may be shown, so that it is known to be cut
      pending = lines.pop()!.slice(0, lineLengthMax + 1);
      lines.forEach(tell);
    },
    end: () => {
      tell(pending);
      pending = '';
    },
  };
}
