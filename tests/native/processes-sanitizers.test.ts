// deadline: 120 s
// a build of the addon under sanitizers, on a machine that may be busy
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { skip } from '../support/skip.ts';
import {
  compileSanitizedAddon,
  hasNodeHeaders,
  noNodeHeaders,
  runSanitized,
} from './sanitized-addon.ts';

const sanitizers = suite('processes under sanitizers');

const sources = [
  'binding-support',
  'child-process',
  'child-process_binding',
  'processes_addon',
  'wake-poll',
];

/** Starts and ends in every way there is, with callbacks that throw, and leaves with some alive. */
const program = `
  import { createRequire } from 'node:module';
  import { closeSync } from 'node:fs';
  const { ChildProcess, initialize } = createRequire('/')(process.argv[1]);
  initialize((code, message) => Object.assign(new Error(message), { code }));
  process.on('uncaughtException', ({ message }) => message === 'thrown' || process.exit(9));
  const environment = ['PATH=/usr/bin:/bin'];
  const start = (script, descriptors, onExit) =>
    new ChildProcess(
      { file: '/bin/sh', arguments: ['sh', '-c', script], environment, descriptors },
      onExit,
    );
  const codes = {};
  const ended = (round) => new Promise((resolve) => {
    const script = round % 2 ? 'exit ' + (round % 5) : 'kill -9 $$';
    const child = start(script, [null, 'stream', 'stream'], (code, signal) => {
      const key = code ?? 'signal ' + signal;
      codes[key] = (codes[key] ?? 0) + 1;
      child.signalGroup(9);
      resolve();
      if (round % 7 === 0) throw new Error('thrown');
    });
    for (const fd of child.streams) closeSync(fd);
  });
  for (let round = 0; round < 10; round++) {
    await Promise.all(Array.from({ length: 10 }, (_, n) => ended(round * 10 + n)));
    gc();
  }
  const none = () => {};
  for (const wrong of [[], [1], [{}, none], [{ file: 'x', descriptors: [-2] }, none]]) {
    try { new ChildProcess(...wrong); process.exit(8); } catch {}
  }
  for (const file of ['/none', '/tmp']) {
    try { new ChildProcess({ file, arguments: ['x'], environment, descriptors: ['stream'] }, none); process.exit(7); } catch {}
  }
  console.log(JSON.stringify(codes));
  const left = start('read never', [null, null, null, 'stream'], none);
  start('sleep 1', [null, null, null], none);
  process.exit(0);`;

const what = 'no memory error and no undefined behaviour in any way to start and end';
if (hasNodeHeaders) sanitizers(what, startAndEnd);
else skip(sanitizers, what, noNodeHeaders);

async function startAndEnd(): Promise<void> {
  const addon = await compileSanitizedAddon('processes', sources);
  const codes = JSON.parse(await runSanitized(program, [addon]));
  assert.equal(codes, { 0: 10, 1: 10, 2: 10, 3: 10, 4: 10, 'signal 9': 50 });
}

sanitizers.run();
