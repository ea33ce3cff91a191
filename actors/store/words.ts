import type { ErrorData } from '../../config/errors.ts';

/** What is the matter with the file, for people. */
export function troubleWords({ code, message }: ErrorData): string {
  const words = meanings.find(([pattern]) => pattern.test(code))?.[1];
  return words === undefined ? message : `${words} (${code})`;
}

const meanings: readonly (readonly [RegExp, string])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'the disk is full'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'another program holds the file'],
  [/^(SQLITE_READONLY|EROFS|EACCES|EPERM)/, 'the file cannot be written'],
  [/^(SQLITE_CANTOPEN|ENOENT|ENOTDIR)/, 'the file cannot be made or opened'],
  [/^SQLITE_IOERR/, 'the disk reports an error'],
];
