import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support/paths.ts';

// The page is bundled by esbuild, which takes types away and looks at none of them.

const types = suite('inspector page: types');

types('the page is what TypeScript expects', () => {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const project = join(root, 'inspector/page');
  const run = spawnSync(process.execPath, [compiler, '--project', project], { encoding: 'utf8' });
  assert.is(run.stdout + run.stderr, '');
  assert.is(run.status, 0);
});

types.run();
