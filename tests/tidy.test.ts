import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from './support/paths.ts';
import {
  asScript,
  type Complaint,
  isScript,
  type ScriptFile,
  type SourceFile,
  sample,
  trackedFiles,
} from './tidy/files.ts';
import { checkImports } from './tidy/import-rules.ts';
import { checkMachine, checkSyntax } from './tidy/syntax-rules.ts';
import { checkName, checkSuites, checkText } from './tidy/text-rules.ts';

const tidy = suite('tidy');
const files = trackedFiles(root);
const scripts = files.filter(isScript).map(asScript);

const textRules = { checkText, checkName, checkSuites };
const scriptRules = { checkSyntax, checkMachine, checkImports };

for (const [name, rule] of Object.entries(textRules)) {
  tidy(`${name} has nothing to say`, () =>
    assert.equal(
      files.flatMap((file) => [...rule(file)]),
      [],
    ),
  );
}
for (const [name, rule] of Object.entries(scriptRules)) {
  tidy(`${name} has nothing to say`, () =>
    assert.equal(
      scripts.flatMap((file) => [...rule(file)]),
      [],
    ),
  );
}

type Rule = (file: ScriptFile) => Iterable<Complaint>;
const text = (lines: number) => 'a();\n'.repeat(lines);
const todo = 'TO' + 'DO';

const bad: readonly [string, Rule, SourceFile, RegExp][] = [
  ['a long file', checkText, { path: 'bus/a.ts', text: text(301) }, /301 lines/],
  ['a long C++ file', checkText, { path: 'native/src/a.cc', text: text(301) }, /301 lines/],
  [
    'a wide line',
    checkText,
    { path: 'a.ts', text: `let a;\n// ${'x'.repeat(98)}` },
    /a.ts:2: wider/,
  ],
  [
    'a long chart',
    checkText,
    { path: 'machines/a.ts', text: `${text(150)}a.createMachine({})` },
    /a chart of 151 lines/,
  ],
  ['a loose end', checkText, { path: 'a.md', text: `${todo}: later` }, /without an issue/],
  ['a merge left open', checkText, { path: 'a.md', text: `${'<'.repeat(7)} HEAD` }, /merge/],
  ['an outside path', checkText, { path: 'a.md', text: `see ../${'shared'}/x` }, /outside/],
  ['an absolute path', checkText, { path: 'a.md', text: `see /wo${'rk'}/x` }, /outside/],
  ['a name in camel case', checkName, { path: 'bus/frameQueue.ts', text: '' }, /kebab-case/],
  ['a vague folder', checkName, { path: 'bus/utils/a.ts', text: '' }, /called utils/],
  [
    'a suite that never runs',
    checkSuites,
    { path: 'tests/a.test.ts', text: `const one = suite('one');\n` },
    /one.run\(\) is missing/,
  ],
  [
    'scripts that never run',
    checkSuites,
    { path: 'tests/a.test.ts', text: `const { script, run } = scripts('one');\n` },
    /a.test.ts: run\(\) is missing/,
  ],
  ['a test file without a suite', checkSuites, { path: 'tests/a.test.ts', text: '' }, /no suite/],
  ['a default export', checkSyntax, { path: 'a.ts', text: 'export default 1;' }, /default export/],
  [
    'a long function',
    checkSyntax,
    { path: 'a.ts', text: `const a = () => {\n${text(39)}};` },
    /a.ts:1: a function of 41 lines/,
  ],
  [
    'a long method',
    checkSyntax,
    { path: 'a.ts', text: `class A { b() {\n${text(39)}} }` },
    /a function of 41 lines/,
  ],
  [
    'four parameters',
    checkSyntax,
    { path: 'a.ts', text: 'function f(a: 1, b: 2, c: 3, d = 4) {}' },
    /4 positional/,
  ],
  [
    'an import from below',
    checkImports,
    { path: 'bus/a.ts', text: `import { b } from '../actors/b.ts';` },
    /bus imports actors/,
  ],
  [
    'a type from below',
    checkImports,
    { path: 'config/a.ts', text: `export type { B } from '../bus/b.ts';` },
    /config imports bus/,
  ],
  [
    'a late import from below',
    checkImports,
    { path: 'native/a.ts', text: `const b = await import('../index.ts');` },
    /native imports index/,
  ],
  [
    'an import of a test',
    checkImports,
    { path: 'bin/a.ts', text: `import '../tests/b.ts';` },
    /bin imports tests/,
  ],
  ['a new layer', checkImports, { path: 'new/a.ts', text: `import '../bus/b.ts';` }, /no layer/],
  ...[
    'const t = setTimeout(f, 1);',
    'const now = Date.now();',
    'const now = new Date();',
    'const r = Math.random();',
    'console.log(1);',
    'const { pid } = process;',
    'const f = process.kill;',
    'const f = ({ event }: C) => Date.now() - event.at;',
    `throw new Error('x');`,
    `fetch('http://a');`,
    `import { spawn } from 'node:child_process';`,
    'const f = async () => 1;',
  ].map((text): [string, Rule, SourceFile, RegExp] => [
    `in machines/: ${text}`,
    checkMachine,
    { path: 'machines/a.ts', text },
    /in machines\//,
  ]),
];

for (const [name, rule, { path, text }, complaint] of bad) {
  tidy(`complains of ${name}`, () => {
    const isCode = /\.ts$/.test(path);
    const file = isCode ? sample(path, text) : { ...sample('a.ts', ''), path, text };
    assert.match([...rule(file)].join('\n'), complaint);
  });
}

const good: readonly [string, Rule, string, string][] = [
  [
    'events of a process',
    checkMachine,
    'machines/a.ts',
    `on({ process: 1, type: e.process.Date });`,
  ],
  [
    'a type that is called like a global',
    checkMachine,
    'machines/a.ts',
    'type A = { process: Date };',
  ],
  [
    'a parameter that hides a global',
    checkMachine,
    'machines/a.ts',
    'const f = ({ process }: C) => roles.map((role) => process[role]);',
  ],
  ['work with an issue', checkText, 'bus/a.ts', `// ${todo}(#12): later`],
  ['imports inwards', checkImports, 'bin/a.ts', `import '../index.ts'; import '../bus/b.ts';`],
  [
    'what replace() calls with the parts of a match',
    checkSyntax,
    'a.ts',
    'text.replace(parts, (found, one, two, three) => one + two + three);',
  ],
  ['three parameters', checkSyntax, 'a.ts', 'const f = (a: 1, b: 2, c: 3) => {};'],
];
for (const [name, rule, path, text] of good) {
  tidy(`lets pass: ${name}`, () => assert.equal([...rule(sample(path, text))], []));
}

tidy.run();
