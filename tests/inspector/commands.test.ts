import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { JournalBeginning } from '../../actors/journal/format.ts';
import { createKeeper, KeeperError, serveInspector } from '../../index.ts';
import type { CameraReply, FleetReply, StoryReply } from '../../inspector/api.ts';
import { camkeeper, runKeeper, startProgram } from '../bin/command.ts';
import { camera, untilHealthy } from '../keeper/fleet.ts';
import { eventually } from '../support/eventually.ts';
import { root } from '../support/paths.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { ask, get, post } from './ask.ts';

const commands = suite('run --http and inspect');

const urlIn = (text: string) => /http:\/\/[\d.:]+\//.exec(text)?.[0];
const program = join(root, 'bin/camkeeper');

commands('run shows itself where it says; a taken port keeps no camera down', async () => {
  const taken = createServer();
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const without = await runKeeper({}, { args: ['--http', `127.0.0.1:${port}`] });
  const told = () => /no inspector: .*is taken/.exec(without.output.stdout)?.[0];
  await eventually('it says so', told, { seen: () => without.output });
  assert.is((await without.status()).state, 'running');
  await without.clearAway();
  taken.close();

  const keeper = await runKeeper({}, { args: ['--http', '127.0.0.1:0'] });
  const url = await eventually('its address', () => urlIn(keeper.output.stdout));
  const { keeper: row, isLive } = await get<FleetReply>(`${url}api/fleet`);
  assert.is(row.pid, keeper.child.pid);
  assert.ok(isLive);
  assert.is((await keeper.command('stop')).code, 0);
  assert.is((await keeper.ended()).code, 0);
});

commands('off is off, and nothing beyond this machine is served', async () => {
  const keeper = await runKeeper({}, { args: ['--http', 'off'] });
  assert.not.match(keeper.output.stdout, /inspector/);
  await keeper.clearAway();
  const beyond = await camkeeper(['run', '--config', '/none', '--http', '0.0.0.0:9470']);
  assert.is(beyond.code, 64);
  assert.match(beyond.stderr, /only loopback/);
});

commands('a journal is shown as it was, and commands nothing', async () => {
  const file = join(temporaryDirectory(), 'journal.jsonl');
  const keeper = createKeeper({ config: { cameras: { front: camera() } }, journal: { file } });
  await keeper.start();
  await untilHealthy(keeper, 'front');
  await keeper.stop();
  await inspected(file, async (url) => {
    const { isLive, past, cameras } = await get<FleetReply>(`${url}api/fleet`);
    assert.is(isLive, false);
    assert.equal(cameras, []); // at its end the keeper had stopped
    const { events } = await get<StoryReply>(`${url}api/story?camera=front`);
    const healthy = events.find(({ state }) => state === 'running.healthy')!;
    assert.ok(healthy.at >= past!.fromMs && healthy.at <= past!.toMs);
    const then = await get<CameraReply>(`${url}api/cameras/front?at=${healthy.at}`);
    assert.is(then.row?.state, 'running.healthy');
    assert.ok(then.context);
    const capture = then.actors.find(({ path }) => path === 'camera:front/capture')!;
    const { name, endsMs } = capture.delays[0]!;
    assert.is(name, 'healthyAfter');
    assert.is(Math.round((endsMs - capture.sinceMs) / 1000), 60);
    const command = { command: 'disable', camera: 'front' };
    for (const path of ['api/commands', 'api/plan']) {
      assert.is((await post(url + path, command)).status, 503);
    }
    assert.is((await ask(`${url}api/cameras/front/frame.jpg`)).status, 204);
  });
});

commands('of a journal that begins in the middle, everything is shown', async () => {
  const journal = { memoryBytes: 30_000 };
  await using keeper = createKeeper({ config: { cameras: { front: camera() } }, journal });
  await keeper.start();
  await untilHealthy(keeper, 'front');
  const folder = temporaryDirectory();
  let round = 0;
  const dumped = async () => {
    keeper.add('more', camera(undefined, { enabled: false }));
    keeper.remove('more');
    const dump = join(folder, `${++round}.jsonl`);
    await keeper.dumpJournal(dump);
    const [first = ''] = readFileSync(dump, 'utf8').split('\n', 1);
    return (JSON.parse(first) as JournalBeginning).checkpoint === null ? null : dump;
  };
  const file = await eventually('only its end is kept', dumped, { withinMs: 20_000 });
  await inspected(file, async (url) => {
    const { row, context } = await get<CameraReply>(`${url}api/cameras/front`);
    assert.is(row?.state, 'running.healthy');
    assert.ok(context);
  });
});

async function inspected(file: string, look: (url: string) => Promise<void>): Promise<void> {
  const inspect = startProgram(program, ['inspect', file]);
  try {
    const seen = () => inspect.output;
    const url = await eventually('its address', () => urlIn(inspect.output.stdout), { seen });
    await look(url);
  } finally {
    inspect.child.kill('SIGTERM');
  }
  assert.is((await inspect.ended()).code, 0);
}

commands('an embedder shows a keeper that runs already, once an address', async () => {
  await using keeper = createKeeper({ config: { cameras: { front: camera() } } });
  await keeper.start();
  await untilHealthy(keeper, 'front');
  await using inspector = await serveInspector(keeper, { address: '127.0.0.1:0' });
  const { actors } = await get<CameraReply>(`${inspector.url}api/cameras/front`);
  assert.equal(actors.map(({ path, state }) => `${path} ${state}`).slice(0, 3), [
    'keeper running.listening',
    'gate open',
    'camera:front running.healthy',
  ]);
  const address = new URL(inspector.url).host;
  try {
    await serveInspector(keeper, { address });
    assert.unreachable();
  } catch (error) {
    assert.instance(error, KeeperError);
    assert.is((error as KeeperError).code, 'ADDRESS_TAKEN');
  }
  const elsewhere = serveInspector({} as typeof keeper, { address });
  await elsewhere.then(
    () => assert.unreachable(),
    (error) => assert.is(error.code, 'BAD_ARGUMENT'),
  );
});

commands.run();
