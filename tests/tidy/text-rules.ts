import { lineCountOf, lineOf, parseTypeScript, walk } from '../support/syntax.ts';
import { type Complaint, isNative, isScript, type SourceFile } from './files.ts';

const linesMax = 300;
const columnsMax = 100;
const chartLinesMax = 150;
const vagueFolders = ['src', 'lib', 'utils', 'helpers', 'common', 'types'];
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.(ts|tsx|mts|mjs|js)$/;
// in pieces, for this file is checked as well
const outside = new RegExp(['\\.\\./sha' + 'red\\b', '(?<![\\w.])/wo' + 'rk/'].join('|'));
const unmerged = /^(<{7}|>{7}) /;
const loose = new RegExp(`\\b(${'TO'}DO|${'FIX'}ME|${'XX'}X)\\b(?!\\(#\\d+\\))`);

/** Rules on any text file. */
export function* checkText(file: SourceFile): Iterable<Complaint> {
  const { path, text } = file;
  const lines = text.replace(/\n$/, '').split('\n');
  if (isScript(file) || isNative(file)) {
    if (lines.length > linesMax) yield `${path}: ${lines.length} lines, ${linesMax} are the limit`;
    const quoted = isScript(file) ? quotedLines(file) : new Set<number>();
    for (const [index, line] of lines.entries()) {
      const isTooWide = [...line].length > columnsMax && !quoted.has(index + 1);
      if (isTooWide) yield `${path}:${index + 1}: wider than ${columnsMax} columns`;
    }
  }
  if (/^machines\/.*\.ts$/.test(path) && text.includes('.createMachine(')) {
    if (lines.length > chartLinesMax) yield `${path}: a chart of ${lines.length} lines`;
  }
  yield* matchingLines(path, lines, (line) => loose.test(line), 'work to do without an issue');
  yield* matchingLines(path, lines, (line) => unmerged.test(line), 'an unresolved merge');
  yield* matchingLines(path, lines, (line) => outside.test(line), 'names a place outside');
}

/** Rules on names of files and folders. */
export function* checkName(file: SourceFile): Iterable<Complaint> {
  if (!isScript(file)) return;
  const folders = file.path.split('/');
  const name = folders.pop()!;
  if (!kebabCase.test(name)) yield `${file.path}: not in kebab-case`;
  for (const folder of folders.filter((folder) => vagueFolders.includes(folder))) {
    yield `${file.path}: a folder called ${folder} says nothing`;
  }
}

/** A suite that is made and not run is silently absent. */
export function* checkSuites({ path, text }: SourceFile): Iterable<Complaint> {
  if (!/^tests\/.*\.test\.ts$/.test(path)) return;
  const suites = [...text.matchAll(/^const (\w+) = suite(?:<.*>)?\(/gm)].map(([, name]) => name!);
  if (/import \{[^}]*\btest\b[^}]*\} from 'uvu'/.test(text)) suites.push('test');
  const runs = suites.map((name) => `${name}.run`);
  if (/^const \{[^}]*\brun\b[^}]*\} = \w+\(/m.test(text)) runs.push('run');
  if (runs.length === 0) yield `${path}: has no suite`;
  const lines = text.split('\n');
  for (const run of runs.filter((run) => !lines.includes(`${run}();`))) {
    yield `${path}: ${run}() is missing`;
  }
}

function* matchingLines(
  path: string,
  lines: readonly string[],
  ...[matches, what]: [(line: string) => boolean, string]
): Iterable<Complaint> {
  for (const [index, line] of lines.entries()) {
    if (matches(line)) yield `${path}:${index + 1}: ${what}`;
  }
}

/** Lines of a text in backticks over several lines: an expected trace, another program. */
function quotedLines({ path, text }: SourceFile): Set<number> {
  const quoted = new Set<number>();
  walk(parseTypeScript(text, { jsx: path.endsWith('.tsx') }), (node) => {
    if (node.type !== 'TemplateElement') return;
    const count = lineCountOf(node);
    for (let line = 0; count > 1 && line < count; line++) quoted.add(lineOf(node) + line);
  });
  return quoted;
}
