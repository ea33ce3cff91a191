import { execFileSync } from 'node:child_process';
import { skip } from './skip.ts';
import { temporaryDirectory } from './temporary.ts';

/** A file system of its own (`size=64k`), gone when the process ends. Only root may mount. */
export function mountTmpfs(options: string): string {
  const folder = temporaryDirectory('mount');
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  process.prependOnceListener('exit', () => execFileSync('umount', ['--lazy', folder]));
  return folder;
}

type Cases = {
  (name: string, test: () => Promise<void>): void;
  readonly skip: () => void;
};

/** Adds tests that mount, or says why they are skipped. */
export const mounting =
  (cases: Cases) =>
  (name: string, test: () => Promise<void>): void => {
    if (process.getuid?.() === 0) cases(name, test);
    else skip(cases, name, 'only root may mount');
  };
