import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKeeper, type Input, type Recording, replay } from '../../index.ts';
import { formatTrace, tracer } from '../../keeper/trace.ts';
import { runKeeper, startProgram } from '../bin/command.ts';
import { eventually } from '../support/eventually.ts';
import { root } from '../support/paths.ts';
import { temporaryDirectory } from '../support/temporary.ts';

// What commands asked for and the generation outlive the run.

const stores = suite('keeper store');

const section = {
  ffmpeg: { inputs: [{ path: 'rtsp://127.0.0.1:9/{FRIGATE_NAME}' }] },
  enabled: false,
};
const environment = { FRIGATE_NAME: 'secret' };

stores('commands and generation survive SIGKILL', async () => {
  const cameras = { front: section, back: section, gone: section };
  const around = { environment };
  const keeper = await runKeeper(cameras, around);
  for (const args of [
    ['add', 'yard', '--json', JSON.stringify(section)],
    ['disable', 'front'],
    ['remove', 'gone'],
  ]) {
    assert.is((await keeper.command(...args)).code, 0);
  }
  const before = await keeper.status();
  assert.is(before.store.state, 'ok');
  await keeper.clearAway(); // SIGKILL

  const args = ['run', '--config', keeper.config, '--runtime-dir', keeper.directory];
  const next = startProgram(join(root, 'bin/camkeeper'), args, around);
  await eventually('it answers', async () => (await keeper.status()).state === 'running', {
    withinMs: 15_000,
    seen: () => next.output,
  });
  const after = await keeper.status();
  assert.equal(Object.keys(after.cameras).sort(), ['back', 'front', 'yard']);
  assert.is(after.cameras.yard?.origin, 'command');
  assert.is(after.cameras.front?.state, 'disabled.byRequest');
  assert.ok(after.generation > before.generation);
  next.child.kill('SIGTERM');
  assert.is((await next.ended()).code, 0);
});

stores('a run with stored state replays identically', async () => {
  const store = join(temporaryDirectory('store'), 'camkeeper.db');
  const config = { cameras: { front: section } };
  const first = createKeeper({ config, store, environment });
  await first.start();
  first.add('yard', section);
  first.disable('front');
  await first.stop();

  const inputs: Input[] = [];
  const trace: string[] = [];
  let start: Recording['start'] | undefined;
  const second = createKeeper({
    ...{ config, store, environment },
    onStart: (state) => {
      start = state;
    },
    onInput: (input) => inputs.push(input),
    inspect: tracer((line) => trace.push(formatTrace(line))),
  });
  await second.start();
  assert.equal(Object.keys(second.status().cameras), ['front', 'yard']);
  await second.stop();
  assert.ok(start && start.generation >= 3);
  assert.equal(replay(JSON.parse(JSON.stringify({ start, inputs }))), trace);
});

stores('without a store nothing is written, and status says so', async () => {
  const keeper = createKeeper({ config: { cameras: { front: section } }, environment });
  await keeper.start();
  assert.equal(keeper.status().store, { state: 'off', reason: null, path: null });
  await keeper.stop();
});

stores('saved, a camera is the one of the file, which keeps its comments', async () => {
  const file = join(temporaryDirectory('store'), 'camkeeper.yml');
  const door = '  front: # the door\n    enabled: false\n';
  const text = `# ours\ncameras:\n${door}    ffmpeg:\n      inputs: [{ path: a.mkv }]\n`;
  writeFileSync(file, text);
  const keeper = createKeeper({ config: file, environment });
  await keeper.start();
  keeper.add('yard', section);
  await keeper.save('yard', section);
  assert.is(keeper.status().cameras.yard?.origin, 'file');
  const saved = readFileSync(file, 'utf8');
  assert.match(saved, /^# ours\ncameras:\n {2}front:\s+# the door\n {4}enabled: false\n/);
  assert.match(saved, /\{FRIGATE_NAME\}/);
  assert.equal(readdirSync(dirname(file)), ['camkeeper.yml']);
  await keeper.stop();
});

stores.run();
