import { readFileSync, realpathSync } from 'node:fs';

/**
 * Whether a single file is mounted there (as Docker does with `-v file:file`): when another takes
 * its name outside, nothing of that is seen inside, not even by reading again.
 */
export function isMountedFile(path: string, mountinfo = '/proc/self/mountinfo'): boolean {
  try {
    const real = realpathSync(path);
    const lines = readFileSync(mountinfo, 'utf8').split('\n');
    return lines.some((line) => unescaped(line.split(' ')[4] ?? '') === real);
  } catch {
    return false; // it is not there, or cannot be told
  }
}

/** Spaces and the like stand there in octal. */
const unescaped = (field: string): string =>
  field.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
