import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mutants } from '../mutants/list.ts';
import { root } from '../support/paths.ts';
import { page } from './markdown.ts';

// The tests and mutants that docs/design/defects.md names are there, and belong together.

const docs = suite('docs: defects');

type Named = { readonly path: string; readonly name: string };
type Defect = {
  readonly id: string;
  readonly text: string;
  readonly tests: readonly Named[];
  readonly mutants: readonly string[];
};

const defects = page('docs/design/defects.md').text.split(/^## /m).slice(1).map(read);

docs('every number from D1 to D29, once and in order', () => {
  const expected = Array.from({ length: 29 }, (_, index) => `D${index + 1}`);
  assert.equal(
    defects.map(({ id }) => id),
    expected,
  );
});

for (const defect of defects) {
  docs(`${defect.id}: it has tests and mutants, or says that the part is not built yet`, () => {
    const isShown = defect.tests.length > 0 && defect.mutants.length > 0;
    const isTold = /Not built\syet/.test(defect.text);
    assert.ok(isShown || (isTold && defect.tests.length === 0), defect.text);
  });

  docs(`${defect.id}: every test that it names is there`, () => {
    const missing = defect.tests.filter(({ path, name }) => !namesIn(path).some(is(name)));
    assert.equal(missing, []);
  });

  docs(`${defect.id}: every mutant is there, and runs one of these tests`, () => {
    const files = defect.tests.map(({ path }) => runnerOf(path));
    const astray = defect.mutants.filter((name) => {
      const mutant = mutants.find((one) => one.name === name);
      return !mutant?.tests.some((test) => files.includes(`tests/${test}.test.ts`));
    });
    assert.equal(astray, []);
  });
}

/** A section: its heading begins with the number, its list names tests and mutants. */
function read(section: string): Defect {
  const [, ...items] = section.split(/^- /m).map((item) => item.trim().replace(/\s+/g, ' '));
  const tests = items.map((item) => /^test: `([^`]+)`: "(.*)"$/.exec(item));
  const faults = items.map((item) => /^mutant: "(.*)"$/.exec(item));
  const odd = items.filter((_, index) => !tests[index] && !faults[index]);
  assert.equal(odd, [], 'neither test nor mutant');
  return {
    id: /^D\d+/.exec(section)?.[0] ?? section,
    text: section,
    tests: tests.flatMap((found) => (found ? [{ path: found[1]!, name: found[2]! }] : [])),
    mutants: faults.flatMap((found) => (found ? [found[1]!] : [])),
  };
}

/** Scripts are run by one file. */
const runnerOf = (path: string): string =>
  path.startsWith('tests/scripts/') ? 'tests/scripts.test.ts' : path;

/** Every text in a source that may be the name of a test; `${…}` in it stands for anything. */
function namesIn(path: string): readonly RegExp[] {
  if (!existsSync(join(root, path))) return [];
  const source = readFileSync(join(root, path), 'utf8');
  if (path.endsWith('.yml'))
    return [...source.matchAll(scriptName)].map(([, name]) => pattern(name!));
  const quoted = source.matchAll(/(['"`])((?:\\.|(?!\1)[^\n\\])+)\1/g);
  return [...quoted].map(([, , text = '']) => pattern(text));
}

/** A key of `scripts:`, in quotes where YAML wants them. */
const scriptName = /^ {2}['"]?([^'" #].*?)['"]?:$/gm;

function pattern(text: string): RegExp {
  const parts = text
    .split(/\$\{[^}]*\}/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const isOnlyHole = parts.every((part) => part.trim() === '');
  return isOnlyHole ? /$^/ : new RegExp(`^${parts.join('.+')}$`);
}

const is = (name: string) => (one: RegExp) => one.test(name);

docs.run();
