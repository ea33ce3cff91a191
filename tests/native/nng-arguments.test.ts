import { createServer } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isListening, type NngSocket, openSocket } from '../../native/index.ts';
import { eventually } from '../support/eventually.ts';
import { runModule } from '../support/node-program.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const directory = temporaryDirectory('nng');
const refusals = suite('nng refusals');

/** The code of what it throws, with a star for a TypeError. */
function codeOf(call: () => unknown): string {
  try {
    call();
    return 'none';
  } catch (error) {
    return `${(error as { code: string }).code}${error instanceof TypeError ? '*' : ''}`;
  }
}

const wrong = (value: unknown) => value as never;
const using = (protocol: 'pair1' | 'sub' | 'rep', use: (socket: NngSocket) => unknown) => () => {
  const socket = openSocket(protocol);
  try {
    use(socket);
  } finally {
    socket.close();
  }
};

const cases: [string, () => unknown, string][] = [
  ['no protocol', () => openSocket(wrong('pair0')), 'BAD_ARGUMENT*'],
  ['a protocol that is a number', () => openSocket(wrong(1)), 'BAD_ARGUMENT*'],
  ['options that are none', () => openSocket('pair1', wrong(3)), 'BAD_ARGUMENT*'],
  ['a callback that is none', () => openSocket('sub', { onMessage: wrong('x') }), 'BAD_ARGUMENT*'],
  ['onMessage of a pub', () => openSocket('pub', { onMessage: () => {} }), 'BAD_ARGUMENT*'],
  ['a buffer of none', () => openSocket('pair1', { sendBuffer: 0 }), 'BAD_ARGUMENT*'],
  ['a buffer of a half', () => openSocket('pair1', { receiveBuffer: 1.5 }), 'BAD_ARGUMENT*'],
  ['a huge queue', () => openSocket('pair1', { queueMax: 1e9 }), 'BAD_ARGUMENT*'],
  ['no url', using('pair1', (socket) => socket.listen(wrong(undefined))), 'BAD_ARGUMENT*'],
  ['data of numbers', using('pair1', (socket) => socket.send(wrong(7))), 'BAD_ARGUMENT*'],
  [
    'wider numbers',
    using('pair1', (socket) => socket.send(wrong(Uint16Array.of(1)))),
    'BAD_ARGUMENT*',
  ],
  ['an answer to nobody', using('rep', (socket) => socket.send('x')), 'BAD_ARGUMENT*'],
  ['a topic of a number', using('sub', (socket) => socket.subscribe(wrong(1))), 'BAD_ARGUMENT*'],
  ['a topic of a pair', using('pair1', (socket) => socket.subscribe('x')), 'NNG_ENOTSUP'],
  ['sending on a sub', using('sub', (socket) => socket.send('x')), 'NNG_ENOTSUP'],
  ['a url of no kind', using('pair1', (socket) => socket.dial('nonsense')), 'NNG_EINVAL'],
  ['no such folder', using('pair1', (socket) => socket.listen('ipc:///none/x')), 'NNG_ENOENT'],
  ['the port of root', using('pair1', (s) => s.listen('tcp://256.0.0.1:1')), 'NNG_EADDRINVAL'],
  [
    'a path of 108 bytes',
    using('pair1', (s) => s.listen(`ipc:///${'x'.repeat(107)}`)),
    'PATH_TOO_LONG*',
  ],
  ['isListening of tcp', () => isListening('tcp://127.0.0.1:1'), 'BAD_ARGUMENT*'],
];
for (const [what, call, code] of cases) {
  refusals(`${what}: ${code}`, () => assert.is(codeOf(call), code));
}

refusals('a path of 107 bytes is not too long', () => {
  const path = `${directory}/${'x'.repeat(107 - directory.length - 1)}`;
  using('pair1', (socket) => socket.listen(`ipc://${path}`))();
});

refusals('methods of a closed socket say NNG_ECLOSED, and close is idempotent', () => {
  const socket = openSocket('pair1');
  socket.close();
  socket.close();
  assert.is(
    codeOf(() => socket.send('x')),
    'NNG_ECLOSED',
  );
  assert.is(
    codeOf(() => socket.listen(`ipc://${directory}/closed`)),
    'NNG_ECLOSED',
  );
});

refusals('a method called on another object is a TypeError', () => {
  const socket = openSocket('pair1');
  const imitation = Object.create(socket) as NngSocket;
  assert.throws(
    () => imitation.send('x'),
    (error: unknown) => error instanceof TypeError,
  );
  assert.throws(
    () => socket.send.call({}, 'x'),
    (error: unknown) => error instanceof TypeError,
  );
  socket.close();
});

refusals('two cannot listen on one url; it is free as soon as the first is closed', () => {
  const url = `ipc://${directory}/twice`;
  const [first, second] = [openSocket('pair1'), openSocket('pair1')];
  first.listen(url);
  assert.is(
    codeOf(() => second.listen(url)),
    'NNG_EADDRINUSE',
  );
  first.close();
  second.listen(url);
  second.close();
});

refusals('the socket file of a killed process is taken over', async () => {
  const url = `ipc://${directory}/stale`;
  const program = runModule(
    `import { openSocket } from '#/native/index.js';
     openSocket('pair1', { onMessage() {} }).listen(process.argv[1]);
     console.log('listens');`,
    url,
  );
  await program.said('listens');
  assert.ok(isListening(url));
  program.child.kill('SIGKILL');
  await program.ended();
  assert.not.ok(isListening(url));
  const socket = openSocket('pair1');
  socket.listen(url);
  assert.ok(isListening(url));
  socket.close();
  assert.not.ok(isListening(url));
});

refusals('isListening connects to nobody', async () => {
  let connections = 0;
  const server = createServer(() => connections++).listen(`${directory}/plain`);
  await eventually('listens', () => isListening(`ipc://${directory}/plain`));
  assert.is(connections, 0);
  server.close();
});

refusals.run();
