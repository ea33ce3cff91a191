import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { descriptorsOf } from './support/descriptors.ts';
import { eventually, within } from './support/eventually.ts';
import {
  childrenOf,
  descendantsOf,
  identify,
  isAlive,
  markedProcesses,
  processInfo,
  untilGone,
} from './support/processes.ts';
import { sweepTemporary, temporaryDirectory } from './support/temporary.ts';

const support = suite('test support');
const started: ChildProcess[] = [];
support.after(() => started.forEach((child) => void child.kill('SIGKILL')));

function start(...parameters: Parameters<typeof spawn>): ChildProcess {
  const child = spawn(...parameters);
  started.push(child);
  return child;
}

support('a process is known by pid and start time', async () => {
  const child = start('sleep', ['600'], {});
  const identity = identify(child.pid!);
  assert.ok(isAlive(identity));
  assert.not(isAlive({ ...identity, startTime: '1' }));
  assert.ok(childrenOf(process.pid).some(({ pid }) => pid === child.pid));
  child.kill('SIGKILL');
  await untilGone([identity]);
  assert.not(isAlive(identity));
});

support('descendants are found through their parents, marks through the environment', async () => {
  const child = start('sh', ['-c', 'setsid sleep 600 & wait'], {
    env: { ...process.env, CAMKEEPER_SUPPORT: 'mark-7' },
    stdio: 'ignore',
  });
  const commands = () => descendantsOf(child.pid!).map(({ command }) => command);
  await eventually('a sleeping grandchild', () => commands().includes('sleep'));
  const marked = markedProcesses('CAMKEEPER_SUPPORT', 'mark-7');
  assert.ok(marked.some(({ pid, sessionId }) => pid === sessionId));
  for (const { pid } of marked) process.kill(pid, 'SIGKILL');
  await untilGone(marked);
});

support(
  'who is mortal ends with its parent, also when both are killed or it is stopped',
  async () => {
    const mortal = JSON.stringify(import.meta.resolve('./support/mortal.js'));
    const program = `
    import { spawn } from 'node:child_process';
    import { mortal } from ${mortal};
    const child = spawn(...mortal('sh', ['-c', 'echo is there; exec sleep 600']));
    child.stdout.once('data', () => console.log(child.pid));`;
    const parent = start(process.execPath, ['--input-type=module', '-e', program], {});
    const [line] = await within('the pid', once(parent.stdout!, 'data'));
    const child = identify(Number(line));
    process.kill(child.pid, 'SIGSTOP');
    parent.kill('SIGKILL');
    await untilGone([child]);
  },
);

support('there is nothing to know of a process that is not there', () => {
  assert.is(processInfo(2 ** 22 + 1), null);
  assert.throws(() => identify(2 ** 22 + 1), /no process/);
});

support('a wait that fails tells what was last seen', async () => {
  const failure = await eventually('seven', () => null, { withinMs: 5, seen: () => 6 }).catch(
    String,
  );
  assert.match(failure, /seven: not within 5 ms; last seen: 6/);
  const thrown = await eventually('no throw', (): string => JSON.parse('{'), { withinMs: 5 }).catch(
    String,
  );
  assert.match(thrown, /last seen: .*SyntaxError/s);
  const never = await within('an answer', new Promise<string>(() => {}), 5).catch(String);
  assert.match(never, /an answer: not within 5 ms/);
});

support('a wait that succeeds gives what it waited for', async () => {
  let asked = 0;
  assert.is(await eventually('the third time', () => ++asked === 3 && 'third'), 'third');
  assert.is(await within('seven', Promise.resolve(7)), 7);
});

support('descriptors are numbers and what they are', () => {
  assert.match(descriptorsOf('self').get(1)!, /^(pipe|socket|\/)/);
});

support('a temporary directory goes with its process', async () => {
  const path = temporaryDirectory();
  assert.ok(existsSync(path));
  const module = JSON.stringify(import.meta.resolve('./support/temporary.js'));
  const program = `console.log((await import(${module})).temporaryDirectory('short'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  await within('its end', new Promise((resolve) => child.on('close', resolve)));
  assert.match(printed, /ckt-short-/);
  assert.not(existsSync(printed.trim()));
});

support('what killed tests have left is swept a day later, and nothing else', () => {
  const folder = temporaryDirectory('sweep');
  const nowMs = Date.now();
  const hours = { 'ckt-old-abc123': 25, 'ckt-abcDEF': 25, 'ckt-new-abc123': 23 };
  const strangers = { 'camkeeper-old-abc123': 25, 'ckt-notes': 25, 'ckt-a_b-abc123': 25 };
  for (const [name, age] of Object.entries({ ...hours, ...strangers })) {
    mkdirSync(join(folder, name, 'inner'), { recursive: true });
    const seconds = nowMs / 1000 - age * 3600;
    utimesSync(join(folder, name), seconds, seconds);
  }
  sweepTemporary(folder, nowMs);
  assert.equal(readdirSync(folder).sort(), [...Object.keys(strangers), 'ckt-new-abc123'].sort());
});

support.run();
