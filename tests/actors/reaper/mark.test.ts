import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { formatMark, killLeftBehind, leftBehind, markName } from '../../../actors/reaper/mark.ts';
import { ourselves } from '../../../native/process-id.ts';
import { eventually } from '../../support/eventually.ts';
import { identify, processInfo, untilGone } from '../../support/processes.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const marks = suite('mark');

const instance = temporaryDirectory('mark');
const dead = { pid: 999_999, startTime: '1' };
const markOf = (of: string, run = 'one', process = dead) =>
  formatMark({ instance: of, process, run });
const ours = markOf(instance, 'ours', ourselves());

const started: ChildProcess[] = [];
marks.after.each(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

async function marked(mark: string): Promise<number> {
  const child = spawn('sleep', ['60'], { env: { ...process.env, [markName]: mark } });
  started.push(child);
  await once(child, 'spawn');
  await eventually('exec', () => processInfo(child.pid!)?.command === 'sleep');
  return child.pid!;
}

const found = () =>
  leftBehind(instance, ours)
    .map(({ pid }) => pid)
    .filter((pid) => started.some((child) => child.pid === pid));

marks(
  'what another keeper of the instance left, of this process too, and nothing of ours',
  async () => {
    const theirs = await marked(markOf(instance));
    const before = await marked(markOf(instance, 'before', ourselves()));
    await marked(ours);
    assert.equal(found().sort(), [theirs, before].sort());
  },
);

marks('instances whose names begin alike are not one, also with a blank', async () => {
  await marked(markOf(`${instance} b`));
  await marked(markOf(`${instance}b`));
  await marked(`${instance}`);
  assert.equal(found(), []);
});

marks('a zombie is nobody', async () => {
  const child = spawn('sh', ['-c', 'sleep 0.01 & exec sleep 60'], {
    env: { ...process.env, [markName]: markOf(instance) },
  });
  started.push(child);
  await once(child, 'spawn');
  const childOf = (pid: number) =>
    Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
  await eventually('a zombie', () => processInfo(childOf(child.pid!))?.state === 'Z');
  const zombie = childOf(child.pid!);
  assert.not.ok(leftBehind(instance, ours).some(({ pid }) => pid === zombie));
});

marks('a pid that is somebody else by now is spared', async () => {
  const pid = await marked(markOf(instance));
  const exit = once(started[0]!, 'exit');
  killLeftBehind({ pid, startTime: `${Number(identify(pid).startTime) - 1}` });
  process.kill(pid, 'SIGTERM');
  assert.equal(await exit, [null, 'SIGTERM'], 'it had not been killed');
  const left = identify(await marked(markOf(instance)));
  killLeftBehind(left);
  await untilGone([left]);
});

marks.run();
