import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ControlReply, type ControlRequest, serveControl } from '../../bus/control.ts';
import { request } from '../../bus/control-client.ts';
import { KeeperError } from '../../config/errors.ts';
import { openSocket } from '../../native/index.ts';
import { within } from '../support/eventually.ts';
import { runModule } from '../support/node-program.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const directory = temporaryDirectory('bus');
const control = suite('control');
const timeoutMs = 10_000;

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    assert.instance(error, Error);
    return (error as unknown as { code: string }).code;
  }
}

control('every command reaches the handler, and its result comes back', async () => {
  const url = `ipc://${directory}/commands`;
  const server = serveControl({ url, handle: async (asked) => ({ asked }) });
  const requests: ControlRequest[] = [
    { command: 'status' },
    { command: 'logs', camera: 'front' },
    { command: 'add', camera: 'front', config: { ffmpeg: { inputs: [{ path: 'ä' }] } } },
    { command: 'remove', camera: 'front' },
    { command: 'enable', camera: 'front' },
    { command: 'disable', camera: 'front' },
    { command: 'restart', camera: 'front' },
    { command: 'restart', camera: 'front', role: 'tracker' },
    { command: 'reload' },
    { command: 'stop' },
    { command: 'stop', withinMs: 250 },
  ];
  for (const asked of requests) assert.equal(await request(url, asked, { timeoutMs }), { asked });
  await server.close();
});

control('an answer of nothing is null, one of two megabytes is whole', async () => {
  const url = `ipc://${directory}/sizes`;
  const answers: unknown[] = [undefined, 'x'.repeat(2e6)];
  const server = serveControl({ url, handle: async () => answers.shift() });
  assert.is(await request(url, { command: 'status' }, { timeoutMs }), null);
  const long = await request(url, { command: 'status' }, { timeoutMs });
  assert.is((long as string).length, 2e6);
  await server.close();
});

control('what the handler throws is what the caller gets', async () => {
  const url = `ipc://${directory}/throws`;
  const errors = [
    new KeeperError('CAMERA_UNKNOWN', 'there is no camera "x"'),
    Object.assign(new Error('disk'), { code: 'ENOSPC' }),
    new Error('a defect'),
  ];
  const server = serveControl({ url, handle: () => Promise.reject(errors.shift()) });
  const ask = () => request(url, { command: 'status' }, { timeoutMs });
  try {
    await ask();
    assert.unreachable();
  } catch (error) {
    assert.instance(error, KeeperError);
    const { code, kind, message } = error as KeeperError;
    assert.equal([code, kind, message], ['CAMERA_UNKNOWN', 'usage', 'there is no camera "x"']);
  }
  assert.is(await codeOf(ask()), 'ENOSPC');
  assert.is(await codeOf(ask()), 'Error');
  await server.close();
});

const badRequests: [string, RegExp][] = [
  ['nonsense', /request: expected one JSON object/],
  ['[]', /request: .*expected object/],
  ['{}', /command: expected one of status, logs, add, .*stop/],
  ['{"command":"restrat"}', /command: expected one of .*restart/],
  ['{"command":"logs"}', /camera: .*expected string/],
  ['{"command":"logs","camera":""}', /camera: /],
  ['{"command":"add","camera":"a","config":"x"}', /config: .*expected record/],
  ['{"command":"restart","camera":"a","role":"ffmpeg"}', /role: .*"capture"\|"tracker"/],
  ['{"command":"stop","withinMs":-1}', /withinMs: .*>=0/],
  ['{"command":"status","camera":"a"}', /camera/],
];
for (const [text, message] of badRequests) {
  control(`${text} is answered with what would be right`, async () => {
    const url = `ipc://${directory}/bad`;
    const server = serveControl({ url, handle: async () => assert.unreachable() });
    const reply = await within('a reply', rawRequest(url, text));
    assert.is(reply.ok, false);
    if (reply.ok) return;
    assert.is(reply.error.code, 'BAD_ARGUMENT');
    assert.match(reply.error.message, message);
    await server.close();
  });
}

function rawRequest(url: string, text: string): Promise<ControlReply> {
  return new Promise((resolve) => {
    const socket = openSocket('req', {
      onMessage(data) {
        socket.close();
        resolve(JSON.parse(data.toString()));
      },
    });
    socket.dial(url);
    socket.send(text);
  });
}

control('a long command does not hold up the others', async () => {
  const url = `ipc://${directory}/parallel`;
  const held = deferred();
  const handle = ({ command }: ControlRequest) =>
    command === 'stop' ? held.promise : Promise.resolve(command);
  const server = serveControl({ url, handle });
  const stop = request(url, { command: 'stop' }, { timeoutMs });
  assert.is(await request(url, { command: 'status' }, { timeoutMs }), 'status');
  held.resolve('stopped');
  assert.is(await stop, 'stopped');
  await server.close();
});

function deferred(): { promise: Promise<unknown>; resolve: (value: unknown) => void } {
  let resolve: (value: unknown) => void = () => {};
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

control('an answer given right before the end still arrives', async () => {
  for (let round = 0; round < 20; round++) {
    const url = `ipc://${directory}/last`;
    const server = serveControl({
      url,
      handle: async () => {
        setImmediate(() => void server.close());
        return round;
      },
    });
    assert.is(await request(url, { command: 'stop' }, { timeoutMs }), round);
    await server.close();
  }
});

control('nobody there: NO_KEEPER, without waiting', async () => {
  const url = `ipc://${directory}/nobody`;
  const longMs = 2 ** 30; // waiting for it would fail the test's own deadline
  const ask = () =>
    within('an error', codeOf(request(url, { command: 'status' }, { timeoutMs: longMs })));
  assert.is(await ask(), 'NO_KEEPER');
  const program = runModule(
    `import { serveControl } from '#/bus/control.js';
     serveControl({ url: process.argv[1], handle: () => new Promise(() => {}) });
     console.log('serves');`,
    url,
  );
  await program.said('serves');
  const asked = ask(); // and is not answered
  setTimeout(() => program.child.kill('SIGKILL'), 100);
  assert.is(await asked, 'NO_KEEPER');
  assert.is(await ask(), 'NO_KEEPER'); // its socket file is still there
  await program.ended();
});

control('a keeper that does not answer: NO_KEEPER at the deadline', async () => {
  const url = `ipc://${directory}/silent`;
  const server = serveControl({ url, handle: () => new Promise(() => {}) });
  assert.is(await codeOf(request(url, { command: 'status' }, { timeoutMs: 50 })), 'NO_KEEPER');
  await server.close();
});

control.run();
