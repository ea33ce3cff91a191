import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ChildOptions, type ChildProcess, startChild } from '../../native/index.ts';
import { descriptorsOf } from '../support/descriptors.ts';
import { eventually, within } from '../support/eventually.ts';
import { root } from '../support/paths.ts';
import {
  childrenOf,
  identify,
  processInfo,
  runningProcesses,
  untilGone,
} from '../support/processes.ts';

const processes = suite('processes addon');

const { SIGKILL, SIGTERM } = constants.signals;
const environment = ['PATH=/usr/bin:/bin'];
const openCount = () => descriptorsOf('self').size;

const shell = (script: string, more: Partial<ChildOptions> = {}): ChildOptions => ({
  file: '/bin/sh',
  arguments: ['sh', '-c', script],
  environment,
  descriptors: [null, 'stream', null],
  ...more,
});

/** What Node opens when it first needs it, and keeps. */
processes.before(async () => {
  await start(shell('exit')).output;
  await once(spawn('true'), 'exit');
});

type Ended = { readonly code: number | null; readonly signal: number };

/** A child, its exit, and what it wrote to its first stream. */
function start(options: ChildOptions, onExit: (child: ChildProcess) => void = () => {}) {
  const { promise, resolve } = withResolvers<Ended>();
  const child = startChild(options, (code, signal) => {
    onExit(child);
    resolve({ code, signal });
  });
  const [first] = child.streams;
  const output = text(new Socket({ fd: first!, writable: false }));
  return { child, ended: within('exit', promise), output };
}

function withResolvers<Value>() {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

processes('tells the code or the signal that ended it, once, and leaves nothing', async () => {
  const before = openCount();
  for (const [script, exit] of [
    ['exit 0', { code: 0, signal: 0 }],
    ['exit 255', { code: 255, signal: 0 }],
    ['kill -9 $$', { code: null, signal: SIGKILL }],
  ] as const) {
    let exits = 0;
    const { child, ended } = start(shell(script), () => exits++);
    assert.equal(await ended, exit);
    assert.is(exits, 1);
    await eventually('reaped', () => processInfo(child.pid) === null);
  }
  await eventually('closed', () => openCount() <= before);
});

processes('is not reaped until its exit was heard: the group can be killed then', async () => {
  let seen: readonly unknown[] = [];
  const { child, ended, output } = start(shell('sleep 60 & echo $!; exit 3'), (one) => {
    seen = [processInfo(one.pid)?.state, one.signalGroup(SIGKILL)];
  });
  assert.is((await ended).code, 3);
  assert.equal(seen, ['Z', true]);
  const helper = Number(await within('its streams are closed', output));
  await eventually(
    'the helper is gone',
    () => !runningProcesses().some((one) => one.pid === helper),
  );
  await eventually('reaped', () => !child.signal(0));
  assert.is(child.signalGroup(SIGKILL), false);
});

processes('leads a session and a group, with no signal ignored or blocked', async () => {
  // SIGPIPE and SIGXFSZ, by Node
  assert.match(readFileSync('/proc/self/status', 'utf8'), /^SigIgn:\s+0*1001000$/m);
  const { child, ended, output } = start(shell('cat /proc/$$/stat; grep Sig /proc/self/status'));
  const [stat = '', ...status] = (await output).split('\n');
  assert.is((await ended).code, 0);
  assert.equal(stat.split(' ').slice(4, 6).map(Number), [child.pid, child.pid]);
  assert.match(status.join('\n'), /^SigBlk:\s+0+$/m);
  assert.match(status.join('\n'), /^SigIgn:\s+0*(180000000)?$/m); // two of libc's own
});

processes('has the arguments and the environment that it is given, and our folder', async () => {
  const script = 'echo "$0 $1"; pwd; env | grep -v ^_ | grep -v PWD | grep -v SHLVL';
  const { output } = start({
    ...shell(''),
    arguments: ['sh', '-c', script, 'ä b', ''],
    environment: ['ONE=1', 'TWO=a=b', ...environment],
  });
  const lines = (await output).trim().split('\n');
  assert.equal(lines.slice(0, 2), ['ä b ', process.cwd()]);
  assert.equal(lines.slice(2).sort(), ['ONE=1', 'PATH=/usr/bin:/bin', 'TWO=a=b']);
});

processes('both ends of a stream are closed on exec, ours stays open', async () => {
  const { output } = start(shell('ls /proc/self/fd', { descriptors: [null, 'stream', null, 0] }));
  assert.is(await output, '0\n1\n2\n3\n4\n'); // 4 is the listing's own
});

processes('signals reach it, and its group', async () => {
  const one = start(shell('exec sleep 60'));
  assert.is(one.child.signal(SIGTERM), true);
  assert.equal(await one.ended, { code: null, signal: SIGTERM });
  const other = start(shell('trap "" TERM; sleep 60; sleep 60'));
  await eventually('its child', () => childrenOf(other.child.pid)[0]);
  const below = childrenOf(other.child.pid).map(({ pid }) => identify(pid));
  assert.is(other.child.signalGroup(SIGKILL), true);
  assert.equal(await other.ended, { code: null, signal: SIGKILL });
  await untilGone(below);
});

processes("does not take the exits of Node's own children, nor they its", async () => {
  const before = openCount();
  const ours = Array.from({ length: 40 }, (_, n) => start(shell(`exit ${n}`)).ended);
  const nodes = Array.from({ length: 40 }, (_, n) =>
    once(spawn('sh', ['-c', `exit ${n}`], { stdio: 'ignore' }), 'exit'),
  );
  const codes = async (exits: readonly Promise<{ readonly code: number | null }>[]) =>
    (await within('all exits', Promise.all(exits), 20_000)).map(({ code }) => code);
  const numbers = Array.from({ length: 40 }, (_, n) => n);
  assert.equal(await codes(ours), numbers);
  assert.equal(await codes(nodes.map(async (exit) => ({ code: (await exit)[0] }))), numbers);
  assert.equal(
    childrenOf(process.pid).filter(({ command }) => command === 'sh'),
    [],
  );
  await eventually('closed', () => openCount() <= before, {
    seen: () => [before, descriptorsOf('self')],
  });
});

const failures: readonly (readonly [ChildOptions, RegExp])[] = [
  [shell('', { file: '/none/program' }), /posix_spawn: .*ENOENT/],
  [shell('', { file: '/tmp' }), /posix_spawn: .*EACCES/],
  [shell('', { arguments: ['sh', 'x'.repeat(2 ** 22)] }), /posix_spawn: .*E2BIG/],
  [shell('', { descriptors: ['stream', 'stream', 1_000_000] }), /posix_spawn: .*EBADF/],
];
processes('what cannot be started throws SYSTEM, and leaves nothing', () => {
  const before = openCount();
  for (const [options, message] of failures) {
    const unheard = () => assert.unreachable('an exit of nobody');
    const start = () => startChild(options, unheard);
    assert.throws(start, (error: { code?: string; message: string }) => {
      return error.code === 'SYSTEM' && message.test(error.message);
    });
  }
  assert.is(openCount(), before);
});

processes('a worker thread may not: its children would die with it', async () => {
  const index = pathToFileURL(join(root, 'dist/native/index.js')).href;
  const source = `
    import { parentPort } from 'node:worker_threads';
    import { startChild } from ${JSON.stringify(index)};
    try { startChild({ file: '/bin/true', arguments: ['x'], environment: [], descriptors: [] }, () => {}); }
    catch ({ name, code, message }) { parentPort.postMessage([name, code, message]); }`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  const worker = new Worker(url);
  const [told] = await within('message', once(worker, 'message'));
  assert.equal(told, ['TypeError', 'BAD_ARGUMENT', 'only the main thread may start processes']);
  await worker.terminate();
});

processes.run();
