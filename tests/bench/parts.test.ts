import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support/paths.ts';

// What `npm run bench` finds, and what the README says of it.

const parts = suite('parts of the bench');

const frame = ['run', 'figures', 'machine'];
const names = readdirSync(join(root, 'bench'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace(/\.ts$/, ''))
  .filter((name) => !frame.includes(name));

for (const name of names) {
  parts(`${name} can be run`, async () => {
    const part = (await import(`../../bench/${name}.js`)) as { readonly run?: unknown };
    assert.type(part.run, 'function');
  });
}

parts('the README names figures of parts that there are', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const table = readme.slice(readme.indexOf('<!-- figures: begin'), readme.indexOf('figures: end'));
  const rows = table.split('\n').filter((line) => /^\| .*`/.test(line));
  const named = rows.map((row) => /`(\w+)\.[^`]*`[^`]*(?:\|$|`)/.exec(row)?.[1] ?? row);
  assert.ok(rows.length > 10);
  for (const name of named) assert.ok(names.includes(name), name);
});

parts.run();
