import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { testScripts } from '../../replay/testing.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const helper = suite('script: tests of an embedder');

function written(text: string): string {
  const file = join(temporaryDirectory(), 'cameras.yml');
  writeFileSync(file, text);
  return file;
}

/** Name and error of each test that is added. */
async function outcomes(file: string): Promise<[string, string | null][]> {
  const found: [string, string | null][] = [];
  await testScripts((name, run) => {
    try {
      run();
      found.push([name, null]);
    } catch (error) {
      found.push([name, (error as Error).message]);
    }
  }, file);
  return found;
}

helper('each script is a test; one that fails tells its smallest failing part', async () => {
  const file = written(`scripts:
  right:
    cameras: { front: {} }
    expect: [..., 1ms front disabled.byConfig, ...]
  wrong:
    cameras: { front: {}, yard: {} }
    inputs: [{ at: 1s, camera: yard, tracker: exits }, { at: 2s, command: stop }]
    expect: [..., 2s keeper stopped]
`);
  const [right, wrong] = await outcomes(file);
  assert.equal(right, ['right', null]);
  const [name, message] = wrong!;
  assert.is(name, 'wrong');
  assert.ok(message!.startsWith(`${file}:6:5: expected 2s keeper stopped, happened `), message!);
  assert.match(message!, /the smallest part that fails in the same way:\ncameras:/);
  assert.not.match(message!, /tracker: exits }/);
});

helper('a file that is wrong is told by its places', async () => {
  const file = written('cameras: { front: { detekt: {} } }\nuntil: soon\n');
  const error = await outcomes(file).catch((error) => error);
  assert.is(error.code, 'SCRIPT_INVALID');
  const [first, second] = error.message.split('\n');
  assert.ok(first.startsWith(`${file}:1:21 cameras.front.detekt: unknown key`), first);
  assert.ok(second.startsWith(`${file}:2:8 until: expected a time`), second);
});

helper.run();
