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

  constructor(onLine: (line: LogLine) => void = () => {}) {
    this.#onLine = onLine;
  }

  add(path: string, text: string): void {
    const line = { at: Date.now(), path, text: maskCredentials(text.slice(0, lineLengthMax)) };
    const lines = this.#byPath.get(path) ?? [];
    lines.push(line);
    if (lines.length > linesMax) lines.shift();
    this.#byPath.set(path, lines);
    this.#onLine(line);
  }

  /** Of all processes below a path, oldest first. */
  under(path: string): readonly LogLine[] {
    return [...this.#byPath]
      .filter(([owner]) => owner === path || owner.startsWith(`${path}/`))
      .flatMap(([, lines]) => lines)
      .sort((one, other) => one.at - other.at);
  }

  /** The newest lines of one process run: those since `since`. */
  last(path: string, since: number, count: number): readonly string[] {
    const lines = (this.#byPath.get(path) ?? []).filter(({ at }) => at >= since);
    return lines.slice(-count).map(({ text }) => text);
  }

  forget(path: string): void {
    for (const owner of this.#byPath.keys()) {
      if (owner === path || owner.startsWith(`${path}/`)) this.#byPath.delete(owner);
    }
  }
}

/** Cuts what arrives in chunks into lines; one that never ends is cut off at its limit. */
export function lineSplitter(onLine: (line: string) => void): (chunk: string) => void {
  let pending = '';
  return (chunk) => {
    const lines = (pending + chunk).split(/\r\n|\n|\r/);
    pending = lines.pop()!.slice(0, lineLengthMax);
    for (const line of lines) if (line.trim() !== '') onLine(line);
  };
}
