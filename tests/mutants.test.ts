import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mutants } from './mutants/list.ts';
import { root } from './support/paths.ts';

// The mutants themselves run long (`npm run mutants`); that each still has its place is seen here.

const list = suite('mutants');

list('each is found exactly once where it says', () => {
  const lost = mutants.filter(({ file, find }) => {
    return readFileSync(join(root, file), 'utf8').split(find).length !== 2;
  });
  assert.equal(
    lost.map(({ name, file }) => `${name} (${file})`),
    [],
  );
});

list('no name stands for two', () => {
  assert.is(new Set(mutants.map(({ name }) => name)).size, mutants.length);
});

list.run();
