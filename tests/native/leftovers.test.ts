import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { capturePath, type FrameRegion, launcherPath } from '../../native/index.ts';
import { eventually } from '../support/eventually.ts';
import { mortal } from '../support/mortal.ts';
import { fixture } from '../support/paths.ts';
import {
  descendantsOf,
  identify,
  type ProcessIdentity,
  processInfo,
  untilGone,
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

/** Says that it runs, in the folder $0, and goes on when a line is written to `go` there. */
const held = 'mkfifo "$0/go"; exec 9<>"$0/go"; : > "$0/begun"; read line <&9';
const oneFrame = `head -c ${frameBytes} /dev/zero`;
const stubborn = `trap "" TERM; ${held}; ${oneFrame}; while :; do sleep 60; done`;

/** A script in the place of ffmpeg and a helper beside it; held until both are seen. */
class Scene {
  readonly #folder = temporaryDirectory('leftovers');
  readonly command: readonly string[];

  constructor(script: string) {
    const wrapper = [fixture('wraps-ffmpeg.sh'), this.#file('helper')];
    this.command = [...wrapper, 'sh', '-c', script, this.#folder];
  }

  /** Lets the script go on; answers with everything that was below that process, helper first. */
  async goOn({ process: { pid }, report, stderr }: Capture): Promise<ProcessIdentity[]> {
    const ready = () => existsSync(this.#file('helper')) && existsSync(this.#file('begun'));
    await eventually('script and helper', ready, { seen: () => [report(), stderr()] });
    const helper = identify(Number(readFileSync(this.#file('helper'), 'utf8')));
    const below = [helper, ...descendantsOf(pid)];
    writeFileSync(this.#file('go'), '\n');
    return below;
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }
}

async function startHeld(region: FrameRegion, script: string, options: CaptureOptions = {}) {
  const scene = new Scene(script);
  const run = startCapture(region, scene.command, options);
  return { run, below: await scene.goOn(run) };
}

/** Not even zombies: a capture that ends by itself has seen the end of all that was below it. */
function assertReaped(processes: readonly ProcessIdentity[]): void {
  for (const { pid } of processes) assert.is(processInfo(pid), null);
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
  ['end of stream', `${oneFrame}; ${held}`, {}, nothing, 20],
  ['death of ffmpeg', `${oneFrame}; ${held}; exit 9`, {}, nothing, 23],
  ['stall', stubborn, { stallMs: 300 }, nothing, 21],
  ['too many frames', `${held}; exec cat /dev/zero`, { fpsLimit: 5 }, nothing, 22],
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
    const { run, below } = await startHeld(region, script, options);
    assert.ok(below.length >= 3); // wrapper, helper and at least one below them
    end(run);
    // All of them are gone at the moment that its exit is seen, not some time after.
    assert.is((await run.ended).code, code);
    assertReaped(below);
    region.close();
  });
}

leftovers('a second request to stop does not wait', async () => {
  const region = smallRegion();
  const { run, below } = await startHeld(region, stubborn);
  await run.told('frame');
  process.kill(run.process.pid, 'SIGTERM');
  process.kill(run.process.pid, 'SIGINT');
  assert.is((await run.ended).code, 0);
  assertReaped(below);
  region.close();
});

leftovers('children that are stopped by a signal are killed', async () => {
  const region = smallRegion();
  const { run, below } = await startHeld(region, stubborn, { stopMs: 100 });
  await run.told('frame');
  for (const { pid } of below) process.kill(pid, 'SIGSTOP');
  process.kill(run.process.pid, 'SIGTERM');
  assert.is((await run.ended).code, 0);
  assertReaped(below);
  region.close();
});

leftovers('a killed capture takes ffmpeg with it', async () => {
  const region = smallRegion();
  const run = startCapture(region, ['sh', '-c', `${oneFrame}; trap "" TERM; exec sleep 600`]);
  await run.told('frame');
  const ffmpeg = identify(Number(await run.told('ffmpeg')));
  process.kill(run.process.pid, 'SIGKILL');
  assert.is((await run.ended).signal, 'SIGKILL');
  await untilGone([ffmpeg]); // and reaped by init, in its own time
  assert.is(region.metrics().capture.ffmpegPid, ffmpeg.pid);
  region.reclaim('capture');
  assert.is(region.metrics().capture.ffmpegPid, 0);
  region.close();
});

leftovers('a killed keeper takes capture and all below it, at once', async () => {
  const region = smallRegion();
  const scene = new Scene(stubborn);
  const launch = [launcherPath, '--parent', '%PARENT%', '--death-signal', 'TERM', '--'];
  const args = [fixture('keeper.mjs'), ...launch, capturePath, ...captureArgs(scene.command)];
  const keeper = startBeside(region, ...mortal(process.execPath, args));
  const below = await scene.goOn(keeper);
  await keeper.told('frame');
  process.kill(keeper.process.pid, 'SIGKILL');
  await untilGone(below); // capture itself is reaped by init, in its own time
  assert.is((await keeper.ended).signal, 'SIGKILL');
  region.close();
});

leftovers.run();
