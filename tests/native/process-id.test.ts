import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { identify, isRunning, ourselves, parentOf } from '../../native/process-id.ts';
import { eventually } from '../support/eventually.ts';
import { processInfo } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const ids = suite('process id');

ids('is the pid and the start time of one that runs', () => {
  const us = ourselves();
  assert.equal(us, { pid: process.pid, startTime: processInfo(process.pid)!.startTime });
  assert.ok(isRunning(us));
  assert.not.ok(isRunning({ ...us, startTime: `${Number(us.startTime) - 1}` }), 'somebody before');
  assert.is(parentOf(process.pid), process.ppid);
  assert.is(identify(999_999_999), null);
  assert.is(parentOf(999_999_999), null);
});

ids('whatever the name of its command holds', async () => {
  const path = join(temporaryDirectory('id'), 'a) Z 1 2 (b');
  copyFileSync('/bin/sleep', path);
  const child = spawn(path, ['60']);
  await eventually('exec', () => processInfo(child.pid!)?.command === 'a) Z 1 2 (b');
  assert.equal(identify(child.pid!)?.startTime, processInfo(child.pid!)!.startTime);
  assert.is(parentOf(child.pid!), process.pid);
  child.kill();
  await once(child, 'exit');
});

ids('a zombie is gone', async () => {
  const child = spawn('sh', ['-c', 'sleep 0.01 & exec sleep 60']);
  const childOf = (pid: number) =>
    Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
  await eventually('a zombie', () => processInfo(childOf(child.pid!))?.state === 'Z');
  const zombie = childOf(child.pid!);
  assert.is(identify(zombie), null);
  assert.not.ok(isRunning({ pid: zombie, startTime: processInfo(zombie)!.startTime }));
  child.kill();
  await once(child, 'exit');
});

ids.run();
