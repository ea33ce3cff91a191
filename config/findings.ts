import type { Finding, KeyPath } from './problems.ts';

/** Collects what is wrong below one place of a configuration. */
export type Findings = {
  readonly errors: Finding[];
  readonly warnings: Finding[];
  /** The same collection, one key further down. */
  at(key: string | number): Findings;
  /** Like `at`, for what is about the key and not about its value. */
  atKey(key: string): Findings;
  error(message: string): void;
  warn(message: string): void;
};

type Lists = Pick<Findings, 'errors' | 'warnings'>;

export function createFindings(path: KeyPath = []): Findings {
  return findingsAt({ path }, { errors: [], warnings: [] });
}

function findingsAt(place: Pick<Finding, 'path' | 'atKey'>, lists: Lists): Findings {
  return {
    ...lists,
    at: (key) => findingsAt({ path: [...place.path, key] }, lists),
    atKey: (key) => findingsAt({ path: [...place.path, key], atKey: true }, lists),
    error: (message) => void lists.errors.push({ ...place, message }),
    warn: (message) => void lists.warnings.push({ ...place, message }),
  };
}
