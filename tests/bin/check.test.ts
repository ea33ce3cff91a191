import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { camera } from '../keeper/fleet.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camkeeper } from './command.ts';

const check = suite('check, and run on a wrong file');

const wrongText = `cameras:
  front:
    ffmpeg:
      inputs:
        - path: rtsp://admin:hunter2@10.0.0.9/live
    detect: { width: 641, height: 360 }
  back:
    ffmpeg: { inputz: [] }
`;
const wrongWidth = 'wrong.yml:6:22 cameras.front.detect.width: expected an even number of pixels';
const wrongKey = 'unknown key "inputz"; did you mean "inputs"?';

function fileOf(text: string, name = 'wrong.yml'): { folder: string; file: string } {
  const folder = temporaryDirectory('check');
  writeFileSync(join(folder, name), text);
  return { folder, file: name };
}

check('names file, line, column, path and what would be right', async () => {
  const { folder, file } = fileOf(wrongText);
  const { code, stdout, stderr } = await camkeeper(['check', file], { cwd: folder });
  assert.is(code, 78);
  assert.is(stdout, '');
  assert.ok(stderr.includes(wrongWidth), stderr);
  assert.ok(stderr.includes(wrongKey), stderr);
  assert.not.match(stderr, /hunter2/);
});

check('says the same as JSON', async () => {
  const { folder, file } = fileOf(wrongText);
  const { code, stdout } = await camkeeper(['check', file, '--json'], { cwd: folder });
  assert.is(code, 78);
  const { ok, problems } = JSON.parse(stdout);
  assert.is(ok, false);
  const { message, ...place } = problems[0];
  assert.equal(place, { file, line: 6, column: 22, path: 'cameras.front.detect.width' });
  assert.match(message, /got 641/);
});

check('run does the same and starts nothing', async () => {
  const { folder, file } = fileOf(wrongText, 'camkeeper.yml');
  const directory = join(folder, 'run');
  const around = { cwd: folder, environment: { CAMKEEPER_RUNTIME_DIR: directory } };
  const { code, stdout, stderr } = await camkeeper(['run'], around);
  assert.is(code, 78);
  assert.is(stdout, '');
  assert.ok(stderr.includes(wrongWidth.replace('wrong.yml', file)), stderr);
  assert.is(existsSync(directory), false, 'not even the runtime directory is made');
  assert.equal(readdirSync(folder), [file]);
});

check('a right file: OK, and what it takes', async () => {
  const cameras = { front: camera(), back: camera(undefined, { enabled: false }) };
  const { folder, file } = fileOf(JSON.stringify({ cameras }));
  const { code, stdout, stderr } = await camkeeper(['check', file], { cwd: folder });
  assert.is(code, 0, stderr);
  assert.match(stdout, /^OK wrong\.yml: 2 cameras, 1 enabled\n/);
  assert.match(stdout, /front +320x240 at 10 fps +20 +2\.3 MiB\n/);
  assert.match(stdout, /enabled cameras: 2\.3 MiB\n$/);
});

check('warnings are told and do not fail', async () => {
  const text = 'cameras: { front: { ffmpeg: { inputs: [{ path: a.mp4 }] } } }\n';
  const { folder, file } = fileOf(text);
  const { code, stderr } = await camkeeper(['check', file], { cwd: folder });
  assert.is(code, 0);
  assert.match(stderr, /^warning: wrong\.yml:1:\d+ cameras\.front\.detect: width and height/);
});

check('a file that is not there', async () => {
  const folder = temporaryDirectory('check');
  const missing = await camkeeper(['check', 'none.yml'], { cwd: folder });
  assert.is(missing.code, 78);
  assert.is(missing.stderr, 'none.yml: there is no such file\n');
  const none = await camkeeper(['run', '--runtime-dir', join(folder, 'run')], { cwd: folder });
  assert.is(none.code, 78);
  assert.match(
    none.stderr,
    /give --config FILE, set CAMKEEPER_CONFIG, or write \.\/camkeeper\.yml/,
  );
});

check('no keeper: every command says so at once', async () => {
  const folder = temporaryDirectory('check');
  const asked = [['status'], ['logs', 'a'], ['remove', 'a'], ['reload'], ['stop']];
  for (const args of asked) {
    const { code, stderr } = await camkeeper([...args, '--runtime-dir', folder]);
    assert.is(code, 69, args.join(' '));
    assert.match(stderr, /^no keeper answers in .*check/);
  }
  const { code, stdout } = await camkeeper(['status', '--json', '--runtime-dir', folder]);
  assert.is(code, 69);
  assert.is(JSON.parse(stdout).error.code, 'NO_KEEPER');
});

check.run();
