import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileProgram } from '../../native/program.ts';

const refusals = suite('memory that the system refuses');

const program = join(import.meta.dirname, 'no-space-program.js');
const words =
  'no room for its frames: needs 14 MiB, the system refused: ' +
  'fallocate: no space left on device (ENOSPC)';
const refused = (camera: string) => [`${camera} memory.refused`, words];
const told = (camera: string) => `${camera} memory.room`;

refusals('it rests, is tried anew in order, and comes by itself when there is some', async () => {
  const library = await compileProgram({
    name: 'no-space.so',
    sources: ['tests/native/no-space.cc'],
    flags: ['-shared', '-fPIC'],
  });
  const text = execFileSync(process.execPath, [program], {
    encoding: 'utf8',
    env: { ...process.env, LD_PRELOAD: library },
    timeout: 60_000,
  });
  const { firstTouch, secondStep, room, looksLeft } = JSON.parse(text);
  assert.equal(firstTouch, [...refused('a'), ...refused('b')], 'where nothing was reserved yet');
  const again = [told('a'), told('b')];
  assert.equal(secondStep, [...again, ...refused('a'), ...refused('b')], 'in the middle');
  assert.equal(room, [...again, 'a memory.allocated', 'b memory.allocated']);
  assert.is(looksLeft, 0, 'nobody waits');
});

refusals.run();
