import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camkeeper, runKeeper } from './command.ts';

const plan = suite('plan');

const camera = (fps: number, path = 'rtsp://viewer:hunter2@cam/live') => ({
  ffmpeg: { inputs: [{ path }] },
  detect: { width: 320, height: 240, fps },
});
const off = { ...camera(5), enabled: false };

function folderWith(files: Record<string, unknown>): { cwd: string } {
  const cwd = temporaryDirectory('plan');
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(cwd, name), JSON.stringify(content));
  }
  return { cwd };
}

const around = folderWith({
  old: { cameras: { gone: camera(5), front: camera(2), yard: camera(5), back: camera(5) } },
  new: {
    cameras: { front: camera(3), yard: camera(5, 'rtsp://viewer:other@cam/live'), back: camera(5) },
  },
  bad: { cameras: { front: { ffmpeg: { inputz: [] } } } },
});

plan('prints a line for each camera that changes, and no password', async () => {
  const { code, stdout, stderr } = await camkeeper(['plan', 'old', 'new'], around);
  assert.is(code, 0, stderr);
  assert.equal(stdout.trimEnd().split('\n'), [
    'CAMERA  WHAT',
    'gone    stop: is removed',
    'front   restart capture: detect.fps',
    'yard    restart capture: ffmpeg.inputs.*.path',
    '3 of 4 cameras change, 1 do not',
  ]);
});

plan('prints the same as JSON', async () => {
  const { code, stdout } = await camkeeper(['plan', 'old', 'new', '--json'], around);
  assert.is(code, 0);
  const { ok, plan: planned } = JSON.parse(stdout);
  assert.is(ok, true);
  assert.equal(planned[1], {
    camera: 'front',
    changes: [{ path: 'detect.fps', cost: 'capture' }],
    action: 'restart',
    part: 'capture',
    parts: ['capture'],
    why: 'detect.fps',
  });
  assert.equal(planned[3], { camera: 'back', changes: [], action: 'unchanged', why: '' });
  assert.not.match(stdout, /hunter2/);
});

plan('a bad file and one that is missing end it with 78', async () => {
  for (const files of [
    ['old', 'bad'],
    ['bad', 'new'],
    ['old', 'none'],
  ]) {
    const { code, stdout, stderr } = await camkeeper(['plan', ...files], around);
    assert.is(code, 78, files.join());
    assert.is(stdout, '');
    assert.match(stderr, /inputz|no such file/);
  }
  const { code, stdout } = await camkeeper(['plan', 'old', 'bad', '--json'], around);
  assert.is(code, 78);
  assert.is(JSON.parse(stdout).ok, false);
});

plan('run logs it before it applies a change, and what is wrong with a file once', async () => {
  const keeper = await runKeeper({ a: off }, { args: ['--output', 'text'] });
  try {
    writeFileSync(keeper.config, JSON.stringify({ cameras: { a: off, b: off } }));
    await eventually('b', async () => (await keeper.status()).cameras.b);
    writeFileSync(keeper.config, 'cameras: 7');
    const count = (words: string) => keeper.output.stdout.split(words).length - 1;
    await eventually('it is told', () => count('the configuration stays as it was'));
    keeper.child.kill('SIGHUP');
    await eventually('asked again, it is told again', () => count('stays as it was') === 2);
    assert.is(count('b plan: idle: is new, and is disabled by configuration'), 1);
    assert.ok(keeper.output.stdout.indexOf('b plan') < keeper.output.stdout.indexOf('b disabled'));
    await keeper.command('stop');
    assert.is((await keeper.ended()).code, 0);
  } finally {
    await keeper.clearAway();
  }
});

plan('run --no-watch leaves a change to reload', async () => {
  const keeper = await runKeeper({ a: off }, { args: ['--no-watch', '--output', 'text'] });
  try {
    writeFileSync(keeper.config, JSON.stringify({ cameras: { b: off } }));
    await keeper.command('reload');
    assert.equal(Object.keys((await keeper.status()).cameras), ['b']);
    await keeper.command('stop');
    assert.is((await keeper.ended()).code, 0);
  } finally {
    await keeper.clearAway();
  }
});

plan.run();
