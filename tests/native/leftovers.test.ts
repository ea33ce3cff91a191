import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { capturePath, type FrameRegion, launcherPath } from '../../native/index.ts';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import {
  descendantsOf,
  identify,
  type ProcessIdentity,
  processInfo,
} from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import {
  type Capture,
  type CaptureOptions,
  captureArgs,
  frameBytes,
  smallRegion,
  startBeside,
  startCapture,
} from './capture-process.ts';

const leftovers = suite('nothing is left of a capture');

const shell = (script: string) => ['sh', '-c', script];
const oneFrame = `head -c ${frameBytes} /dev/zero`;
const stubborn = `trap "" TERM; ${oneFrame}; while :; do sleep 60; done`;

/** Reaped: not even a zombie. */
async function untilReaped(processes: readonly ProcessIdentity[]): Promise<void> {
  const left = () =>
    processes.map(({ pid }, index) => {
      const info = processInfo(pid);
      return info?.startTime === processes[index]!.startTime ? info : null;
    });
  await eventually('processes reaped', () => left().every((info) => info === null), { seen: left });
}

/** Starts what `script` is under the wrapper; answers with everything that runs below capture. */
async function startWrapped(region: FrameRegion, script: string, options: CaptureOptions = {}) {
  const pidFile = join(temporaryDirectory('leftovers'), 'helper');
  const command = [fixture('wraps-ffmpeg.sh'), pidFile, ...shell(script)];
  const run = startCapture(region, command, options);
  const below = await everythingBelow(run, pidFile);
  return { run, below };
}

async function everythingBelow(run: Capture, pidFile: string): Promise<ProcessIdentity[]> {
  const seen = () => [run.report(), run.stderr()];
  await eventually('helper', () => existsSync(pidFile), { seen });
  const helper = identify(Number(readFileSync(pidFile, 'utf8')));
  return [helper, ...descendantsOf(run.process.pid)];
}

type Ending = readonly [
  name: string,
  script: string,
  options: CaptureOptions,
  end: (run: Capture) => void,
  code: number,
];
const nothing = () => {};
const endings: readonly Ending[] = [
  ['end of stream', `${oneFrame}; sleep 0.3`, {}, nothing, 20],
  ['death of ffmpeg', `${oneFrame}; sleep 0.3; exit 9`, {}, nothing, 23],
  ['stall', stubborn, { stallMs: 300 }, nothing, 21],
  ['too many frames', 'sleep 0.3; exec cat /dev/zero', { fpsLimit: 5 }, nothing, 22],
  [
    'stop of children that ignore it',
    stubborn,
    { stopMs: 200 },
    ({ process: { pid } }) => process.kill(pid, 'SIGTERM'),
    0,
  ],
];
for (const [name, script, options, end, code] of endings) {
  leftovers(`after ${name}`, async () => {
    const region = smallRegion();
    const { run, below } = await startWrapped(region, script, options);
    assert.ok(below.length >= 3); // wrapper, helper and at least one below them
    end(run);
    // All of them are gone at the moment that its exit is seen, not some time after.
    assert.is((await run.ended).code, code);
    for (const { pid } of below) assert.is(processInfo(pid), null);
    region.close();
  });
}

leftovers('a second request to stop does not wait', async () => {
  const region = smallRegion();
  const { run, below } = await startWrapped(region, stubborn);
  await run.told('frame');
  process.kill(run.process.pid, 'SIGTERM');
  process.kill(run.process.pid, 'SIGINT');
  assert.is((await run.ended).code, 0);
  await untilReaped(below);
  region.close();
});

leftovers('children that are stopped by a signal are killed', async () => {
  const region = smallRegion();
  const { run, below } = await startWrapped(region, stubborn, { stopMs: 100 });
  await run.told('frame');
  for (const { pid } of below) process.kill(pid, 'SIGSTOP');
  process.kill(run.process.pid, 'SIGTERM');
  assert.is((await run.ended).code, 0);
  await untilReaped(below);
  region.close();
});

leftovers('a killed capture takes ffmpeg with it', async () => {
  const region = smallRegion();
  const run = startCapture(region, shell(`${oneFrame}; trap "" TERM; exec sleep 600`));
  await run.told('frame');
  const ffmpeg = identify(Number(await run.told('ffmpeg')));
  process.kill(run.process.pid, 'SIGKILL');
  assert.is((await run.ended).signal, 'SIGKILL');
  await untilReaped([ffmpeg]);
  assert.is(region.metrics().capture.ffmpegPid, ffmpeg.pid);
  region.reclaim('capture');
  assert.is(region.metrics().capture.ffmpegPid, 0);
  region.close();
});

leftovers('a killed keeper takes capture and all below it, at once', async () => {
  const region = smallRegion();
  const pidFile = join(temporaryDirectory('leftovers'), 'helper');
  const command = [fixture('wraps-ffmpeg.sh'), pidFile, ...shell(stubborn)];
  const launch = [launcherPath, '--parent', '%PARENT%', '--death-signal', 'TERM', '--'];
  const args = [fixture('keeper.mjs'), ...launch, capturePath, ...captureArgs(command)];
  const keeper = startBeside(region, process.execPath, args);
  const below = await everythingBelow(keeper, pidFile);
  await keeper.told('frame');
  process.kill(keeper.process.pid, 'SIGKILL');
  await untilReaped(below);
  assert.is((await keeper.ended).signal, 'SIGKILL');
  region.close();
});

leftovers.run();
