import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { temporaryDirectory } from '../support/temporary.ts';
import { camkeeper } from './command.ts';

const scripts = suite('scripts of the command');

function written(text: string, name = 'front.yml'): string {
  const file = join(temporaryDirectory(), name);
  writeFileSync(file, text);
  return file;
}

const right = `cameras: { front: {}, yard: {} }
inputs:
  - { at: 1s, camera: yard, tracker: exits }
  - { at: 1.5s, camera: front, capture: exits, cause: stall }
expect:
  - ...
  - 1.5s exit front/capture stalled
  - 1.5s front starting.backingOff
`;
const wrong = right.replace('starting.backingOff', 'starting.gated');

scripts('one that is right ends with 0', async () => {
  const file = written(right);
  const { code, stdout } = await camkeeper(['replay', file]);
  assert.is(stdout, `${file}: 1 script as expected\n`);
  assert.is(code, 0);
});

scripts('it is known by its content as well, with many in a file', async () => {
  const one = right.replaceAll(/^/gm, '    ').trimEnd();
  const file = written(`scripts:\n  one:\n${one}\n  two: { until: 1s }\n`, 'front');
  const { code, stdout } = await camkeeper(['replay', file]);
  assert.is(stdout, `${file}: 2 scripts as expected\n`);
  assert.is(code, 0);
});

scripts('one that fails: place, both sides, inputs, and the smallest failing part', async () => {
  const file = written(wrong);
  const { code, stdout } = await camkeeper(['replay', file]);
  assert.is(code, 1);
  const [place, ...lines] = stdout.split('\n');
  assert.is(place, `${file}:8:5: the run is not as expected`);
  assert.is(lines[0], '  expected  1.5s front starting.gated');
  assert.is(lines[1], '  happened  1.5s front starting.backingOff');
  assert.ok(lines.includes('    1.5s camera: front, capture: exits, cause: stalled'));
  const part = stdout.slice(stdout.indexOf('# the smallest part'));
  assert.not.match(part, /yard/);
  const again = await camkeeper(['replay', written(part)]);
  assert.is(again.code, 1, again.stdout);
  assert.is(again.stdout.split('\n')[2], lines[1]);
});

scripts('--to-script writes that part to a new file, --json tells it', async () => {
  const file = written(wrong);
  const target = join(temporaryDirectory(), 'part.yml');
  const { code, stdout } = await camkeeper(['replay', file, '--to-script', target, '--json']);
  assert.is(code, 1);
  const { scripts, failed } = JSON.parse(stdout);
  assert.is(scripts, 1);
  assert.is(failed[0].failure.happened.words, 'front starting.backingOff');
  assert.equal(failed[0].reduced.cameras, { front: {} });
  const before = readFileSync(target, 'utf8');
  assert.not.match(before, /yard/);
  const over = await camkeeper(['replay', file, '--to-script', target]);
  assert.is(over.code, 73);
  assert.is(readFileSync(target, 'utf8'), before);
  const none = `${target}.none`;
  assert.is((await camkeeper(['replay', written(right), '--to-script', none])).code, 0);
  assert.not.ok(existsSync(none));
});

scripts('one that is wrong in itself is refused with its places', async () => {
  const file = written(right.replace('capture: exits', 'capture: stops'));
  const { code, stderr } = await camkeeper(['replay', file]);
  assert.is(code, 65);
  assert.ok(stderr.startsWith(`${file}:4:41 inputs[1].capture: expected one of exits,`), stderr);
});

scripts.run();
