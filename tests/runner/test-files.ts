import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type TestFile = {
  readonly name: string; // bus/topics
  readonly program: string; // dist/tests/bus/topics.test.js
  readonly deadlineMs: number;
  readonly alone: boolean; // nothing else runs beside it
};

const suffix = '.test.ts';
const defaultDeadlineMs = 120_000;
const markerLines = 10;

/**
 * The test files, by their sources: what is left in `dist/` of a deleted test does not run.
 * A source says in its first lines `// alone` and `// deadline: 240 s` where it needs to.
 */
export function findTestFiles(root: string, filters: readonly string[]): TestFile[] {
  return readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(suffix))
    .map((path) => path.slice(0, -suffix.length))
    .filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)))
    .sort()
    .map((name) => describe(root, name));
}

function describe(root: string, name: string): TestFile {
  const source = readFileSync(join(root, 'tests', name + suffix), 'utf8');
  const markers = source.split('\n', markerLines).join('\n');
  const seconds = /^\/\/ deadline: (\d+) s$/m.exec(markers)?.[1];
  return {
    name,
    program: join(root, 'dist/tests', `${name}.test.js`),
    deadlineMs: seconds === undefined ? defaultDeadlineMs : Number(seconds) * 1000,
    alone: /^\/\/ alone$/m.test(markers),
  };
}
