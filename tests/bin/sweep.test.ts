import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { formatMark, markName } from '../../actors/reaper/mark.ts';
import { eventually } from '../support/eventually.ts';
import { root } from '../support/paths.ts';
import { identify, untilGone } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { startProgram } from './command.ts';

const sweep = suite('what an earlier keeper left');

sweep('is killed, and told in one line', async () => {
  const folder = temporaryDirectory('sweep');
  const directory = join(folder, 'run');
  const before = { instance: directory, process: { pid: 999_999, startTime: '1' }, run: 'before' };
  const env = { ...process.env, [markName]: formatMark(before) };
  const children = ['60', '61'].map((seconds) => spawn('sleep', [seconds], { env }));
  await Promise.all(children.map((child) => once(child, 'spawn')));
  const left = children.map(({ pid }) => identify(pid!));

  const config = join(folder, 'camkeeper.yml');
  writeFileSync(config, 'cameras: {}');
  const options = ['--config', config, '--runtime-dir', directory];
  const keeper = startProgram(join(root, 'bin/camkeeper'), ['run', ...options]);
  const lines = () => keeper.output.stdout.split('\n').filter((line) => /had left/.test(line));
  await eventually('it is told', () => lines().length > 0, { withinMs: 15_000 });
  await untilGone(left, 0);
  keeper.child.kill('SIGTERM');
  assert.is((await keeper.ended()).code, 0);
  assert.is(lines().length, 1);
  const { level, msg } = JSON.parse(lines()[0]!);
  assert.is(level, 'warn');
  const pids = left.map(({ pid }) => pid).sort((one, other) => one - other);
  assert.is(msg, `killed what an earlier keeper had left: sleep ${pids[0]}, sleep ${pids[1]}`);
});

sweep.run();
