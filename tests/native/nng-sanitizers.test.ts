import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support/paths.ts';
import { skip } from '../support/skip.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { compileProgram } from './program.ts';

const sanitizers = suite('nng under sanitizers');
const execute = promisify(execFile);
const headers = join(dirname(process.execPath), '../include/node');

const addonSources = [
  'binding-support',
  'nng-arguments',
  'nng-close',
  'nng-errors',
  'nng-poller',
  'nng-socket',
  'nng-socket_binding',
].map((name) => `native/src/${name}.cc`);

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
if (existsSync(join(headers, 'node_api.h'))) sanitizers(what, openAndClose);
else skip(sanitizers, what, `there are no headers of Node in ${headers}`);

async function openAndClose(): Promise<void> {
  const addon = await compileProgram({
    name: 'nng-sanitized.node',
    sources: addonSources,
    flags: [
      ...['-shared', '-fPIC', '-O1', '-g1', '-fno-omit-frame-pointer'],
      ...['-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
      ...['-DNAPI_VERSION=9', '-DNAPI_DISABLE_CPP_EXCEPTIONS', '-DNODE_GYP_MODULE_NAME=nng'],
      ...['-isystem', headers, '-isystem', join(root, 'node_modules/node-addon-api'), '-lnng'],
    ],
  });
  const argv = ['--expose-gc', '--input-type=module', '--eval', program, '--', addon];
  const { stdout } = await execute(process.execPath, [...argv, temporaryDirectory('nng')], {
    timeout: 60_000,
    env: {
      ...process.env,
      SOURCE: program,
      // The sanitizers want to be first in a process, and Node was not built with them. What Node
      // itself never frees is not of interest.
      LD_PRELOAD: `${await runtimeOf('libasan.so')}:${await runtimeOf('libubsan.so')}`,
      ASAN_OPTIONS: 'detect_leaks=0',
    },
  });
  assert.is(stdout, 'worker 0\n');
}

async function runtimeOf(library: string): Promise<string> {
  return (await execute('gcc', [`-print-file-name=${library}`])).stdout.trim();
}

sanitizers.run();
