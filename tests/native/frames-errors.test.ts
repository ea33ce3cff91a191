import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support/paths.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { compileProgram } from './program.ts';

const errors = suite('frames addon on a bad machine');

/** Prints what the steps of making a region do, or throw, in a process of its own. */
function makeRegion(dist: string, env: NodeJS.ProcessEnv): string {
  const script = `
    import { createRegion } from ${JSON.stringify(join(dist, 'native/index.js'))};
    const shape = { id: 1, width: 64, height: 48, slots: 8, queueCapacity: 2 };
    const tell = ({ name, code, kind }) => console.log(name, code, kind);
    let region;
    try { region = createRegion(shape); console.log('created'); } catch (error) { tell(error); }
    try { region?.reserve(4096); console.log('reserved'); } catch (error) { tell(error); }
    region?.close();`;
  const args = ['--input-type=module', '--eval', script];
  const options = { encoding: 'utf8', env: { ...process.env, ...env }, timeout: 20_000 } as const;
  return spawnSync(process.execPath, args, options).stdout;
}

errors('REGION_NO_SPACE, at the first touch and at a step', async () => {
  const library = await compileProgram({
    name: 'no-space.so',
    sources: ['tests/native/no-space.cc'],
    flags: ['-shared', '-fPIC'],
  });
  const refusal = 'KeeperError REGION_NO_SPACE resource\n';
  const seen = (bytes: number) =>
    makeRegion(join(root, 'dist'), { LD_PRELOAD: library, NO_SPACE_AFTER: `${bytes}` });
  assert.is(seen(0), `${refusal}reserved\n`);
  assert.is(seen(2 * 4096), `created\n${refusal}`);
  assert.is(seen(1 << 20), 'created\nreserved\n');
});

errors('NATIVE_MISSING where nothing was built', () => {
  const elsewhere = temporaryDirectory('unbuilt');
  writeFileSync(join(elsewhere, 'package.json'), '{"type":"module"}');
  for (const file of ['dist/native/index.js', 'dist/config/errors.js']) {
    cpSync(join(root, file), join(elsewhere, file));
  }
  const seen = makeRegion(join(elsewhere, 'dist'), {});
  assert.match(seen, /^KeeperError NATIVE_MISSING usage\n/);
});

errors.run();
