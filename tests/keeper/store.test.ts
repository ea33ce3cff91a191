import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKeeper, type Input, type Keeper, type Recording, replay } from '../../index.ts';
import { formatTrace, tracer } from '../../keeper/trace.ts';
import { runKeeper, startProgram } from '../bin/command.ts';
import { eventually } from '../support/eventually.ts';
import { root } from '../support/paths.ts';
import { mounting, mountTmpfs } from '../support/small-disk.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camera, untilHealthy } from './fleet.ts';

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
  assert.equal(keeper.status().store, { state: 'off', reason: null, path: null, setAside: null });
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

stores('what file and store say is one, whoever changed which while nobody looked', async () => {
  const folder = temporaryDirectory('store');
  const [config, store] = [join(folder, 'camkeeper.yml'), join(folder, 'camkeeper.db')];
  const run = async (cameras: object, act: (keeper: Keeper) => void = () => {}) => {
    writeFileSync(config, JSON.stringify({ cameras }));
    const keeper = createKeeper({ config, store, environment, watch: false });
    await keeper.start();
    act(keeper);
    const { cameras: now } = keeper.status();
    await keeper.stop();
    return Object.entries(now).map(([name, { origin, state }]) => [name, origin, state].join(' '));
  };
  const other = { ...section, detect: { fps: 3 } };
  await run({ front: section, gone: section }, (keeper) => {
    keeper.enable('front');
    keeper.remove('gone');
    keeper.add('yard', section);
  });
  const off = 'disabled.byConfig';
  // the same file: as it was left; `front` is wished on
  const again = await run({ front: section, gone: section });
  assert.equal(
    again.map((line) => line.replace(/starting\S*/, 'starting')),
    ['front file starting', `yard command ${off}`],
  );
  // the file has changed the one that was removed, has the added one too, and `front` no more
  assert.equal(await run({ gone: other, yard: other }), [
    `gone file ${off}`,
    `yard command ${off}`,
  ]);
  // and again: the wish ended with its camera
  assert.equal(await run({ front: section }), [`front file ${off}`, `yard command ${off}`]);
});

stores('a removed camera stays away until its section is edited; no secret is stored', async () => {
  const folder = temporaryDirectory('store');
  const [config, store] = [join(folder, 'camkeeper.yml'), join(folder, 'camkeeper.db')];
  const camerasWith = async (section: object, FRIGATE_NAME: string, act = (_: Keeper) => {}) => {
    writeFileSync(config, JSON.stringify({ cameras: { front: section } }));
    const environment = { FRIGATE_NAME };
    const keeper = createKeeper({ config, store, environment, watch: false });
    await keeper.start();
    act(keeper);
    const names = Object.keys(keeper.status().cameras);
    await keeper.stop();
    return names;
  };
  await camerasWith(section, 'hunter2', (keeper) => keeper.remove('front'));
  assert.not.ok(readFileSync(store).includes('hunter2'));
  // as after an update that resolves it in another way: it is another camera, and nobody edited it
  assert.equal(await camerasWith(section, 'another'), []);
  assert.equal(await camerasWith({ ...section, detect: { fps: 3 } }, 'another'), ['front']);
});

stores('two keepers on one database: the second says so, and both keep their cameras', async () => {
  const store = join(temporaryDirectory('store'), 'camkeeper.db');
  const config = { cameras: { front: section } };
  const first = createKeeper({ config, store, environment });
  await first.start();
  first.add('yard', section);
  const second = createKeeper({ config, store, environment });
  await second.start();
  assert.match(second.status().store.reason!, /another program holds the file/);
  second.add('shed', section);
  const cameras = () => Object.keys(second.status().cameras).join(' ');
  await eventually('it takes commands', () => cameras() === 'front shed', { seen: cameras });
  await first.stop();
  await second.stop();
  const next = createKeeper({ config, store, environment });
  await next.start();
  assert.is(next.status().store.state, 'ok');
  assert.equal(Object.keys(next.status().cameras), ['front', 'yard']);
  await next.stop();
});

const full = mounting(stores);

full('a full disk: cameras run on, commands are taken, and stored once there is room', async () => {
  const folder = mountTmpfs('size=256k');
  const [store, filler] = [join(folder, 'camkeeper.db'), join(folder, 'filler')];
  assert.throws(() => writeFileSync(filler, Buffer.alloc(1 << 20)), /ENOSPC/);
  const warnings: string[] = [];
  const keeper = createKeeper({ config: { cameras: { front: camera() } }, store, environment });
  keeper.warnings$.subscribe(({ message }) => warnings.push(message));
  await keeper.start();
  assert.match(keeper.status().store.reason!, /the disk is full/);
  const { capture, tracker } = await untilHealthy(keeper, 'front');
  keeper.add('yard', section);
  await keeper.stored();
  await eventually('it is there', () => keeper.status().cameras.yard?.origin === 'command');
  writeFileSync(filler, '');
  const isStored = () => keeper.status().store.state === 'ok';
  await eventually('it is stored', isStored, { withinMs: 20_000 });
  const after = keeper.status().cameras.front!;
  assert.equal([after.capture.pid, after.tracker.pid], [capture.pid, tracker.pid]);
  assert.is(warnings.at(-1), 'stored again');
  assert.is(warnings.filter((warning) => /is full/.test(warning)).length, 1);
  await keeper.stop();
  const next = createKeeper({ store, environment });
  await next.start();
  assert.equal(Object.keys(next.status().cameras), ['yard']);
  await next.stop();
});

stores.run();
