import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTypeScript, type SyntaxNode } from '../support/syntax.ts';

export type SourceFile = { readonly path: string; readonly text: string };
export type ScriptFile = SourceFile & { readonly syntax: SyntaxNode };

/** What a rule holds against a file: `path:line: what is wrong`. */
export type Complaint = string;

const binary = /\.(png|jpe?g|ico|webp|mp4|onnx|gz|woff2?)$/;
const generated = /^(package-lock\.json|LICENSE)$/;

/** Everything that is tracked, or will be when it is added. */
export function trackedFiles(root: string): SourceFile[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', list, { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && !binary.test(path) && !generated.test(path))
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export function isScript({ path }: SourceFile): boolean {
  return /\.(ts|tsx|mts|mjs|js)$/.test(path);
}

export function isNative({ path }: SourceFile): boolean {
  return /\.(cc|c|h)$/.test(path);
}

export function asScript(file: SourceFile): ScriptFile {
  return { ...file, syntax: parseTypeScript(file.text, { jsx: file.path.endsWith('.tsx') }) };
}

/** For the rules' own tests: a file that does not exist. */
export function sample(path: string, text: string): ScriptFile {
  return asScript({ path, text });
}
