import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileProgram, coreSources, runProgram } from './program.ts';

const descriptors = 2_000_000;
const killsOfEach = 200;

const stress = suite('frame queue under kills');

stress('accounts for every frame, tears none, detects every torn copy', async () => {
  const program = await compileProgram({
    name: 'frame-queue-stress',
    sources: ['tests/native/frame-queue_stress.cc', ...coreSources],
    flags: ['-O2'],
  });
  // The program itself checks all of it; these show that it did what it was asked.
  const seen = JSON.parse(await runProgram(program, [`${descriptors}`, `${killsOfEach}`]));
  assert.ok(seen.pushed >= descriptors);
  assert.ok(seen.kills >= 2 * killsOfEach);
});

stress.run();
