import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from '../support/temporary.ts';

const built = ['dist', 'native/build'];

/**
 * A copy of the working tree to mutate, with what is built already, and the times of files, so that
 * in it only a mutation is built anew. Removed when this process ends.
 */
export function copyCheckout(root: string): string {
  const copy = temporaryDirectory('mutants');
  for (const path of [...workingTree(root), ...built]) {
    if (!existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
    });
  }
  symlinkSync(realpathSync(join(root, 'node_modules')), join(copy, 'node_modules'));
  execFileSync('git', ['init', '--quiet'], { cwd: copy }); // a test asks git for the list of files
  return copy;
}

function workingTree(root: string): string[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const paths = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0');
  return paths.filter((path) => path !== '' && path !== 'node_modules');
}
