import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ChannelOptions, type KeeperChannel, openChannel } from '../../bus/channel.ts';
import type { TrackerResult } from '../../bus/topics.ts';
import { isListening, type NngSocket, openSocket } from '../../native/index.ts';
import { eventually } from '../support/eventually.ts';
import { runModule } from '../support/node-program.ts';
import { root } from '../support/paths.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const directory = temporaryDirectory('bus');
const channels = suite('channel');

type Heard = { readonly channel: KeeperChannel; readonly facts: unknown[][] };

function open(runId: string, options: Partial<ChannelOptions> = {}): Heard & { url: string } {
  const url = `ipc://${directory}/${runId}`;
  const facts: unknown[][] = [];
  const note =
    (what: string) =>
    (...values: unknown[]) =>
      void facts.push([what, ...values]);
  const channel = openChannel({
    url,
    runId,
    onHello: note('hello'),
    onAcknowledged: note('acknowledged'),
    onResult: note('result'),
    onInvalid: ({ code }) => note('invalid')(code),
    ...options,
  });
  return { channel, facts, url };
}

const result = (sequence: number): TrackerResult => ({
  camera: 'front',
  sequence,
  frame: { sequence: sequence * 2, capturedAtNs: 123_456_789_012_345 },
  meanLuma: 100.5,
  waitedUs: 31,
});

const child = `
  import { joinChannel } from '#/bus/channel-child.js';
  const [url, runId] = process.argv.slice(1);
  const channel = joinChannel({ url, runId, onSettings(settings) {
    console.log('settings ' + JSON.stringify(settings));
    if (settings.work === 'end') {
      for (let sequence = 1; sequence <= 500; sequence++) {
        channel.result({ camera: 'front', sequence, frame: { sequence, capturedAtNs: 1 }, meanLuma: 1, waitedUs: 1 });
      }
      channel.close();
    }
    channel.acknowledge(settings.generation);
  } });`;

channels('a child gets whole settings, acknowledges each, says all before it ends', async () => {
  const { channel, facts, url } = open('settings');
  channel.configure({ generation: 1, work: 'superseded' });
  channel.configure({ generation: 2, work: 'watch', zones: [{ name: 'yard' }] });
  const program = runModule(child, url, 'settings');
  const settings = await program.said('settings');
  assert.is(settings, 'settings {"generation":2,"work":"watch","zones":[{"name":"yard"}]}');
  await eventually('it runs with them', () => facts.length === 2);
  assert.equal(facts, [
    ['hello', program.child.pid],
    ['acknowledged', 2],
  ]);
  facts.length = 0;
  channel.configure({ generation: 3, work: 'end' });
  assert.is((await program.ended()).code, 0);
  // its process is gone: everything it said is here, and what it said after its farewell is not
  assert.is(facts.length, 500);
  assert.equal(facts[0], [
    'result',
    {
      camera: 'front',
      sequence: 1,
      frame: { sequence: 1, capturedAtNs: 1 },
      meanLuma: 1,
      waitedUs: 1,
    },
  ]);
  channel.close();
  channel.close();
  assert.not.ok(isListening(url));
});

channels('a child whose keeper is gone ends all the same', async () => {
  const { channel, url } = open('gone');
  channel.configure({ generation: 1 });
  const program = runModule(
    child.replace("settings.work === 'end'", 'setTimeout(() => channel.close(), 300)'),
    url,
    'gone',
  );
  await program.said('settings');
  channel.close();
  assert.is((await program.ended()).code, 0);
});

channels('a killed child is followed by a successor on a path of its own', async () => {
  const first = open('run-1');
  first.channel.configure({ generation: 7 });
  const killed = runModule(child, first.url, 'run-1');
  await killed.said('settings');
  killed.child.kill('SIGKILL');
  await killed.ended();
  first.channel.configure({ generation: 8 }); // what it is told now, nobody hears
  first.channel.close();

  const second = open('run-2');
  second.channel.configure({ generation: 8 });
  const successor = runModule(child, second.url, 'run-2');
  assert.is(await successor.said('settings'), 'settings {"generation":8}');
  await eventually('acknowledged', () => second.facts.some(([what]) => what === 'acknowledged'));
  successor.child.kill('SIGKILL');
  await successor.ended();
  second.channel.close();
});

type Peer = { readonly socket: NngSocket; readonly told: unknown[] };

function imitate(url: string): Peer {
  const told: unknown[] = [];
  const socket = openSocket('pair1', { onMessage: (data) => told.push(JSON.parse(String(data))) });
  socket.dial(url);
  return { socket, told };
}

channels('messages of another run are discarded, on both sides', async () => {
  const { channel, facts, url } = open('this');
  channel.configure({ generation: 1 });
  const { socket, told } = imitate(url);
  const say = (message: object) => socket.send(JSON.stringify(message));
  say({ type: 'hello', run: 'that', pid: 5 });
  say({ type: 'result', run: 'that', result: result(1) });
  say({ type: 'acknowledged', run: 'this', generation: 1 });
  await eventually('heard', () => facts.length > 0);
  assert.equal(facts, [['acknowledged', 1]]);
  assert.equal(told, []); // that run was no hello
  socket.close();
  channel.close();

  const keeper = openSocket('pair1', { onMessage: () => {} });
  const childUrl = `ipc://${directory}/child`;
  keeper.listen(childUrl);
  const program = runModule(child, childUrl, 'this');
  keeper.send('not json');
  keeper.send(JSON.stringify({ type: 'settings', run: 'that', settings: { generation: 1 } }));
  keeper.send(JSON.stringify({ type: 'settings', run: 'this', settings: { generation: 2 } }));
  await program.said('settings {"generation":2}');
  assert.equal(program.lines, ['settings {"generation":2}']);
  program.child.kill('SIGKILL');
  await program.ended();
  keeper.close();
});

channels('what is no message of the channel is reported and dropped', async () => {
  const { channel, facts, url } = open('run');
  const { socket } = imitate(url);
  const wrong = [
    '',
    'null',
    '[]',
    '{"run":"run"}',
    '{"run":"run","type":"confession"}',
    '{"run":"run","type":"hello","pid":"7"}',
    '{"run":"run","type":"acknowledged"}',
    JSON.stringify({ run: 'run', type: 'result', result: { ...result(1), meanLuma: null } }),
  ];
  for (const text of wrong) socket.send(text);
  socket.send(JSON.stringify({ run: 'run', type: 'result', result: result(2) }));
  await eventually('the good one came', () => facts.at(-1)?.[0] === 'result');
  assert.equal(facts.at(-1), ['result', result(2)]);
  // null and [] name no run
  assert.equal(facts.slice(0, -1), Array(wrong.length - 2).fill(['invalid', 'MESSAGE_INVALID']));
  socket.close();
  channel.close();
});

channels('the side of the child loads no package', () => {
  const seen = new Set([join(root, 'dist/bus/channel-child.js')]);
  for (const file of seen) {
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/ from '([^']+)'/g)) {
      if (specifier!.startsWith('.')) seen.add(join(dirname(file), specifier!));
      else assert.match(specifier!, /^node:/, `${file} imports ${specifier}`);
    }
  }
  assert.ok(seen.has(join(root, 'dist/native/index.js')));
});

channels.run();
