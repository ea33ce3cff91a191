import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { skip } from '../support/skip.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import {
  compileSanitizedAddon,
  hasNodeHeaders,
  noNodeHeaders,
  runSanitized,
} from './sanitized-addon.ts';

const sanitizers = suite('nng under sanitizers');

const sources = [
  'binding-support',
  'nng-arguments',
  'nng-close',
  'nng-errors',
  'nng-poller',
  'nng-socket',
  'nng-socket_binding',
];

/** Opens and closes in every way there is, in the main thread and in a worker of it. */
const program = `
  import { createRequire } from 'node:module';
  import { isMainThread, Worker, workerData } from 'node:worker_threads';
  const [addon, directory] = isMainThread ? process.argv.slice(1) : workerData;
  const { NngSocket } = createRequire('/')(addon);
  const url = (name) => 'ipc://' + directory + '/' + name + (isMainThread ? '' : '-worker');
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  process.on('uncaughtException', ({ message }) => message === 'thrown' || process.exit(9));

  for (let round = 0; round < 100; round++) {
    const sockets = ['pair1', 'pull', 'rep', 'sub'].map((protocol) => {
      const socket = new NngSocket(protocol, {
        onMessage(data, request) {
          if (request) socket.send(data, request);
          if (round % 3 === 0) socket.close();
          if (round % 5 === 0) throw new Error('thrown');
        },
      });
      socket.listen(url(protocol));
      return socket;
    });
    const peers = ['pair1', 'push', 'req'].map((protocol, index) => {
      const socket = new NngSocket(protocol, { queueMax: 5, sendBuffer: 1 });
      socket.dial(url(['pair1', 'pull', 'rep'][index]));
      for (let n = 0; n < 20; n++) socket.send(n % 2 ? 'x'.repeat(n * 100) : Buffer.alloc(n));
      return socket;
    });
    for (let n = 0; n < round % 7; n++) await turn();
    if (round % 10 === 0) gc();
    for (const socket of [...sockets, ...peers]) socket.close();
    try { new NngSocket('pair1', { onMessage: 1 }); } catch {}
    try { peers[0].send('closed'); } catch {}
  }
  const open = new NngSocket('rep', { onMessage() {} });
  open.listen(url('open'));
  if (isMainThread) {
    const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(process.env.SOURCE)), {
      workerData: [addon, directory],
    });
    worker.once('exit', (code) => { console.log('worker', code); open.close(); });
  } else {
    setTimeout(() => process.exit(0), 50);
  }`;

const what = 'no memory error and no undefined behaviour in any way to open and close';
if (hasNodeHeaders) sanitizers(what, openAndClose);
else skip(sanitizers, what, noNodeHeaders);

async function openAndClose(): Promise<void> {
  const addon = await compileSanitizedAddon('nng', sources, ['-lnng']);
  const output = await runSanitized(program, [addon, temporaryDirectory('nng')]);
  assert.is(output, 'worker 0\n');
}

sanitizers.run();
