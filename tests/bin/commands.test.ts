import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LogLine } from '../../index.ts';
import { camera } from '../keeper/fleet.ts';
import { eventually } from '../support/eventually.ts';
import { untilGone } from '../support/processes.ts';
import { camkeeper, type RunningKeeper, runKeeper } from './command.ts';

type Context = { keeper: RunningKeeper; close: () => void };
const commands = suite<Context>('commands to a running keeper');

const refusedUrl = 'rtsp://admin:hunter2@127.0.0.1:1/live';
const impatient = { camkeeper: { timeouts: { first_frame: 1 } } };

commands.before(async (context) => {
  const silent = createServer((socket) => socket.on('error', () => {}).resume());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as { port: number };
  const silentUrl = `rtsp://admin:hunter2@127.0.0.1:${port}/live`;
  context.close = () => silent.close();
  context.keeper = await runKeeper({
    front: camera(),
    off: camera(undefined, { enabled: false }),
    refused: camera({ path: refusedUrl }),
    silent: camera({ path: silentUrl }, impatient),
  });
});
commands.after(async ({ keeper, close }) => {
  close();
  await keeper.clearAway();
});

const minimal = { front: camera(), refused: camera({ path: refusedUrl }) };
const added = JSON.stringify(camera());

commands('status shows a camera that runs, with frames counting', async ({ keeper }) => {
  await keeper.camera('front', 'running.healthy');
  const frames = async () => (await keeper.status()).cameras.front!.tracker.framesTotal;
  const before = await frames();
  await eventually('frames count', async () => (await frames()) > before);
  const { stdout } = await keeper.command('status');
  assert.match(stdout, /^camkeeper default: running for \d+ s, pid \d+, generation \d+\n/);
  assert.match(stdout, /\nfront +running\.healthy +\d+ s +\d+\.\d +\d+ +\d+ +0\n/);
  assert.match(stdout, /\noff: disabled in the configuration\n/);
});

commands('a refused camera shows why, and when it is tried again', async ({ keeper }) => {
  const { reason, next } = await keeper.camera('refused', 'starting.backingOff');
  assert.match(reason, /ffmpeg ended with exit 1: rtsp:\/\/\*:\*@127\.0\.0\.1:1\/live: Connection/);
  assert.is(next!.action, 'start capture');
  assert.ok(Date.parse(next!.at!) > Date.now() - 60_000);
  const { stdout } = await keeper.command('status');
  assert.match(stdout, /\nrefused: .*Connection refused.*\n/);
});

commands('one that never answers shows why', async ({ keeper }) => {
  const { reason } = await keeper.camera('silent', 'starting.backingOff');
  assert.match(reason, /no .*frame/);
});

commands('logs are the lines of its processes, as text and as JSON', async ({ keeper }) => {
  const { stdout } = await keeper.command('logs', 'refused');
  assert.match(stdout, /^\d\d:\d\d:\d\d capture {2}.*Connection refused\n/);
  const lines = JSON.parse((await keeper.command('logs', 'refused', '--json')).stdout) as LogLine[];
  assert.ok(lines.every(({ path }) => path === 'camera:refused/capture'));
});

commands('no password is in anything that it prints', async ({ keeper }) => {
  const printed = [keeper.output.stdout, keeper.output.stderr];
  for (const args of [['status'], ['status', '--json'], ['logs', 'refused'], ['logs', 'silent']]) {
    printed.push((await keeper.command(...args)).stdout);
  }
  assert.not.match(printed.join('\n'), /hunter2/);
});

commands('disable and enable', async ({ keeper }) => {
  const { code, stdout } = await keeper.command('disable', 'front');
  assert.is(code, 0);
  assert.is(stdout, 'front is disabled\n');
  const { ring } = await keeper.camera('front', 'disabled.byRequest');
  assert.is(ring, null);
  await keeper.command('enable', 'front');
  await keeper.camera('front', 'running.healthy');
});

commands('restart of one role leaves the other alone', async ({ keeper }) => {
  const before = await keeper.camera('front', 'running.healthy');
  const { code } = await keeper.command('restart', 'front', '--role', 'tracker');
  assert.is(code, 0);
  const isNew = async () => {
    const { capture, tracker } = (await keeper.status()).cameras.front!;
    assert.is(capture.pid, before.capture.pid);
    return tracker.pid !== null && tracker.pid !== before.tracker.pid;
  };
  await eventually('a new tracker', isNew, { withinMs: 15_000 });
  await keeper.camera('front', 'running.healthy');
});

commands('an added camera survives a reload, and is removed by command', async ({ keeper }) => {
  const { code, stdout } = await keeper.command('add', 'more', '--json', added);
  assert.is(code, 0);
  assert.is(stdout, 'more was added\n');
  writeFileSync(keeper.config, JSON.stringify({ cameras: minimal }));
  assert.is((await keeper.command('reload')).code, 0);
  const { origin } = await keeper.camera('more', 'running.healthy');
  assert.is(origin, 'command');
  await eventually('those of the old file are gone', async () => {
    return (
      Object.keys((await keeper.status()).cameras)
        .sort()
        .join() === 'front,more,refused'
    );
  });
  assert.is((await keeper.command('remove', 'more')).code, 0);
  await eventually('removed', async () => !(await keeper.status()).cameras.more);
});

commands('add reads a section with a password from standard input', async ({ keeper }) => {
  const args = ['add', 'piped', '--json', '-', '--runtime-dir', keeper.directory];
  const { code } = await camkeeper(args, { input: added });
  assert.is(code, 0);
  assert.is((await keeper.command('remove', 'piped')).code, 0);
});

commands(
  'a wrong section is refused with its path; nothing of it is quoted',
  async ({ keeper }) => {
    const section = JSON.stringify({ ...camera(), detect: { width: 641, height: 360 } });
    const wrong = await keeper.command('add', 'bad', '--json', section);
    assert.is(wrong.code, 78);
    assert.match(wrong.stderr, /cameras\.bad\.detect\.width: expected an even number/);
    const noJson = await keeper.command('add', 'bad', '--json', '{"path": "rtsp://a:hunter2@b"');
    assert.is(noJson.code, 64);
    assert.match(noJson.stderr, /no valid JSON/);
    assert.not.match(noJson.stderr, /hunter2/);
  },
);

commands('a wrong file on reload changes nothing', async ({ keeper }) => {
  const { generation } = await keeper.status();
  writeFileSync(keeper.config, '{ "cameras": { "front": { "ffmpeg": 1 } } }');
  const { code, stderr } = await keeper.command('reload');
  assert.is(code, 78);
  assert.match(stderr, /camkeeper\.yml:1:\d+ cameras\.front\.ffmpeg: /);
  assert.is((await keeper.status()).generation, generation);
  writeFileSync(keeper.config, JSON.stringify({ cameras: minimal }));
});

commands('a camera that is off is not restarted, which is told', async ({ keeper }) => {
  assert.is((await keeper.command('disable', 'front')).code, 0);
  const { code, stderr } = await keeper.command('restart', 'front');
  assert.is(code, 64);
  assert.match(stderr, /front is disabled: `enable` starts it/);
  assert.is((await keeper.command('enable', 'front')).code, 0);
  assert.is((await keeper.command('restart', 'front')).code, 0, 'also right after it was enabled');
});

commands('a camera that is not there is a clear error', async ({ keeper }) => {
  for (const name of ['remove', 'enable', 'disable', 'restart', 'logs']) {
    const { code, stderr } = await keeper.command(name, 'nix');
    assert.is(code, 64, name);
    assert.match(stderr, /there is no camera "nix"/);
  }
});

commands('a second keeper of the instance: who holds it', async ({ keeper }) => {
  const options = ['--config', keeper.config, '--runtime-dir', keeper.directory];
  const { code, stderr } = await camkeeper(['run', ...options]);
  assert.is(code, 75);
  assert.match(stderr, new RegExp(`held by process ${keeper.child.pid}`));
  assert.is((await keeper.status()).pid, keeper.child.pid, 'the first one runs on');
});

commands('the runtime directory is private', ({ keeper }) => {
  assert.is(statSync(keeper.directory).mode & 0o777, 0o700);
});

commands('stop waits until the process is gone, and nothing is left', async ({ keeper }) => {
  const processes = keeper.processes();
  const { code, stdout } = await keeper.command('stop');
  assert.is(code, 0);
  assert.match(stdout, /^stopped after \d+\.\d s\n$/);
  await untilGone(processes, 100);
  assert.is((await keeper.ended()).code, 0);
  assert.is(existsSync(keeper.directory), false);
});

commands('what it logged is one JSON object a line, and no state twice in a row', ({ keeper }) => {
  const lines = keeper.output.stdout.trimEnd().split('\n');
  const entries = lines.map((line) => JSON.parse(line));
  assert.is(entries.at(-1).msg, 'stopped');
  const front = entries.filter(({ camera, state }) => camera === 'front' && state);
  const told = front.map(({ state, reason }) => `${state} ${reason}`);
  assert.ok(told.length > 5);
  assert.ok(told.every((entry, index) => entry !== told[index - 1]));
});

commands.run();
