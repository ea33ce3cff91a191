import { isDeepStrictEqual } from 'node:util';
import type { Finding, KeyPath } from './problems.ts';

/** Collects what is wrong below one place of a configuration. */
export class Findings {
  readonly errors: Finding[];
  readonly warnings: Finding[];
  private readonly place: Pick<Finding, 'path' | 'atKey'>;

  /** Without lists of another place: a new collection. */
  constructor(place: Findings['place'] = { path: [] }, lists?: Findings) {
    this.place = place;
    this.errors = lists?.errors ?? [];
    this.warnings = lists?.warnings ?? [];
  }

  /** The same collection, one key further down. */
  at(key: string | number): Findings {
    return new Findings({ path: [...this.place.path, key] }, this);
  }

  /** Like `at`, for what is about the key and not about its value. */
  atKey(key: string): Findings {
    return new Findings({ path: [...this.place.path, key], atKey: true }, this);
  }

  error(message: string): void {
    add(this.errors, { ...this.place, message });
  }

  warn(message: string): void {
    add(this.warnings, { ...this.place, message });
  }
}

export function createFindings(path: KeyPath = []): Findings {
  return new Findings({ path });
}

/** A value that breaks several rules in a row (odd and too small) is told of once. */
function add(list: Finding[], finding: Finding): void {
  if (!isDeepStrictEqual(list.at(-1), finding)) list.push(finding);
}
