import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { within } from '../support/eventually.ts';
import { mortal } from '../support/mortal.ts';
import { fixture, root } from '../support/paths.ts';
import { descendantsOf, identify, untilGone } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camera } from './fleet.ts';
import { recordingCamera, videoFile } from './recordings.ts';

// The keeper dies by SIGKILL: whatever it started is gone within two seconds, and the next keeper
// of the same instance starts at once.

const killed = suite('killed keeper');

const program = join(root, 'dist/tests/keeper/keeper-program.js');

/** A keeper in a process of its own; resolves when its cameras are healthy. */
async function startKeeper(runtimeDirectory: string, cameras: object) {
  const config = JSON.stringify({ runtimeDirectory, cameras });
  const child = spawn(...mortal(process.execPath, [program, config]), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = await within('the keeper is healthy', once(lines, 'line'), 30_000);
  assert.is(line, 'healthy');
  return child;
}

async function killAndCount(runtimeDirectory: string, cameras: object): Promise<number> {
  const keeper = await startKeeper(runtimeDirectory, cameras);
  const started = descendantsOf(keeper.pid!);
  keeper.kill('SIGKILL');
  await once(keeper, 'exit');
  await untilGone(started, 2_000);
  return started.length;
}

killed('all its processes go with it, and the next one starts at once', async () => {
  const directory = join(temporaryDirectory('killed'), 'run');
  const cameras = { front: camera(), back: camera() };
  assert.ok((await killAndCount(directory, cameras)) >= 6);
  assert.ok(existsSync(directory), 'it could not clear up');

  const next = await startKeeper(directory, cameras);
  const exit = once(next, 'exit');
  next.kill('SIGTERM');
  assert.equal((await within('the end', exit, 10_000))[0], 0);
  assert.not.ok(existsSync(directory), 'the next one left it clean');
});

killed('recorders go with it, also one that is stopped', async () => {
  const runtimeDirectory = join(temporaryDirectory('killed'), 'run');
  const recorded = { video: videoFile(), directory: temporaryDirectory('record') };
  const keeper = await startKeeper(runtimeDirectory, { front: recordingCamera(recorded) });
  const started = descendantsOf(keeper.pid!);
  const captures = started.filter(({ command }) => command === 'capture').map(({ pid }) => pid);
  const captured = captures.flatMap(descendantsOf).map(({ pid }) => pid);
  const recorder = started.find(({ command, pid }) => {
    return command === 'ffmpeg' && !captured.includes(pid);
  });
  process.kill(recorder!.pid, 'SIGSTOP');
  keeper.kill('SIGKILL');
  await once(keeper, 'exit');
  await untilGone(started, 2_000);
});

killed(
  'with capture at the same moment: the sweep of the next start finds the helper',
  async () => {
    const directory = join(temporaryDirectory('killed'), 'run');
    const wrapper = fixture('ffmpeg-with-helper.sh');
    const wrapped = camera(undefined, {});
    const cameras = {
      front: { ...wrapped, ffmpeg: { ...(wrapped as { ffmpeg: object }).ffmpeg, path: wrapper } },
    };
    const keeper = await startKeeper(directory, cameras);
    const started = descendantsOf(keeper.pid!);
    const captures = started.filter(({ command }) => command === 'capture');
    const helper = identify(started.find(({ command }) => command === 'sleep')!.pid);
    process.kill(keeper.pid!, 'SIGSTOP'); // so that it cannot clear up behind capture
    for (const { pid } of captures) process.kill(pid, 'SIGKILL');
    keeper.kill('SIGKILL');
    await once(keeper, 'exit');

    const next = await startKeeper(directory, { front: camera() });
    await untilGone([helper], 2_000);
    await untilGone(started, 2_000);
    const exit = once(next, 'exit');
    next.kill('SIGTERM');
    await within('the end', exit, 10_000);
  },
);

killed.run();
