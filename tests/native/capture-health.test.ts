import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { frameBytes, smallRegion, startCapture } from './capture-process.ts';

// What capture tells of the health of its stream, and what an unhealthy one costs.

const health = suite('capture: health of the stream');

const shell = (script: string) => ['sh', '-c', script];
const frames = (count: number) => `head -c ${count * frameBytes} /dev/zero`;
const deaf = `trap "" TERM; ${frames(1)}; while :; do sleep 60; done`;

health('a gap is counted as it begins, once, however long it lasts', async () => {
  const region = smallRegion();
  const gaps = () => region.metrics().capture.gapsLastHour;
  const go = join(temporaryDirectory('capture'), 'go');
  const wait = `while ! [ -e ${go} ]; do sleep 0.02; done`;
  const script = `${frames(1)}; ${wait}; ${frames(1)}; exec sleep 600`;
  const run = startCapture(region, shell(script), { gapMs: 100 });
  await run.told('frame');
  await eventually('the first gap', () => gaps() === 1);
  assert.is(region.metrics().capture.framesTotal, 1, 'no frame had to end it');
  writeFileSync(go, '');
  await eventually('the second frame', () => region.metrics().capture.framesTotal === 2);
  await eventually('the second gap', () => gaps() === 2);
  await delay(300);
  assert.is(gaps(), 2);
  process.kill(run.process.pid, 'SIGTERM');
  await run.ended;
  region.close();
});

health('a gap goes on over a restart of capture', async () => {
  const region = smallRegion();
  const gaps = () => region.metrics().capture.gapsLastHour;
  await startCapture(region, shell(frames(1))).ended;
  assert.is(gaps(), 0);
  await delay(150);
  for (let attempt = 0; attempt < 2; attempt++) {
    region.reclaim('capture');
    const run = startCapture(region, shell('exec sleep 600'), { gapMs: 100, firstFrameMs: 300 });
    assert.is((await run.ended).code, 21);
    assert.is(gaps(), 1, 'seen by the first of them, and not again by the second');
  }
  region.close();
});

health('a steady stream has no gaps', async () => {
  const region = smallRegion();
  const paced = Array.from({ length: 20 }, () => frames(1)).join('; sleep 0.1; ');
  const run = startCapture(region, shell(paced), { gapMs: 1_500 });
  assert.is((await run.ended).code, 20);
  assert.is(region.metrics().capture.gapsLastHour, 0);
  region.close();
});

health('the size of the pipe is known while it runs', async () => {
  const region = smallRegion();
  const run = startCapture(region, shell(`${frames(1)}; exec sleep 600`), { pipeBytes: 65_536 });
  await run.told('frame');
  assert.is(region.metrics().capture.pipeBytes, 65_536);
  process.kill(run.process.pid, 'SIGTERM');
  await run.ended;
  assert.is(region.metrics().capture.pipeBytes, 0);
  region.close();
});

health('every frame that was begun is accounted for', async () => {
  const region = smallRegion();
  const part = startCapture(region, shell(frames(2.5)));
  await part.ended;
  region.reclaim('capture');
  assert.is(region.metrics().losses.incomplete, 1);
  assert.is(region.metrics().losses.captureDied, 0);
  const killed = startCapture(region, shell(`${frames(1.5)}; exec sleep 600`));
  await killed.told('frame');
  const begun = () => readFileSync(`/proc/${killed.process.pid}/wchan`, 'utf8').includes('poll');
  await eventually('it waits for the other half', begun);
  process.kill(killed.process.pid, 'SIGKILL');
  await killed.ended;
  region.reclaim('capture');
  assert.is(region.metrics().losses.captureDied, 1);
  assert.is(region.metrics().losses.incomplete, 1);
  region.close();
});

health('what capture had to kill is told, ffmpeg or a helper', async () => {
  const region = smallRegion();
  const helper = `(${deaf}) & exec sleep 600`;
  for (const [script, killed] of [
    [deaf, 'ffmpeg'],
    [helper, 'helper'],
  ] as const) {
    const run = startCapture(region, shell(script), { stopMs: 200 });
    await run.told('frame');
    process.kill(run.process.pid, 'SIGTERM');
    assert.is(await run.told('killed'), killed);
    assert.is((await run.ended).code, 0);
    region.reclaim('capture');
  }
  const obedient = startCapture(region, shell(`${frames(1)}; exec sleep 600`));
  await obedient.told('frame');
  process.kill(obedient.process.pid, 'SIGTERM');
  await obedient.ended;
  assert.not.ok(obedient.report().some((line) => line.startsWith('killed')));
  region.close();
});

/** Field of /proc/<pid>/status in KiB. */
function statusOf(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
}

/** Of CPU, user and system; a tick is 10 ms. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

health('what an ffmpeg that does not stop goes on to write piles up nowhere', async () => {
  const region = smallRegion();
  const flood = 'trap "" TERM; head -c 10000000000 /dev/zero';
  const run = startCapture(region, shell(flood), { stopMs: 1_500 });
  await run.told('frame');
  const { pid } = run.process;
  const beforeKiB = statusOf(pid, 'VmHWM');
  process.kill(pid, 'SIGTERM');
  const readBytes = () =>
    Number(/^rchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
  const startBytes = readBytes();
  await eventually('much of it was read', () => readBytes() - startBytes > 50_000_000);
  assert.ok(statusOf(pid, 'VmHWM') - beforeKiB < 1_024, 'and none of it kept');
  assert.is((await run.ended).code, 0);
  region.close();
});

health('a closed output of an ffmpeg that runs on is waited for without a spin', async () => {
  const region = smallRegion();
  const run = startCapture(region, shell(`${frames(1)}; exec >&-; exec sleep 600`));
  await run.told('frame');
  let ticks = 0;
  const look = setInterval(() => {
    try {
      ticks = ticksOf(run.process.pid);
    } catch {
      // it has ended
    }
  }, 50);
  const { code } = await run.ended;
  clearInterval(look);
  assert.is(code, 20);
  assert.ok(ticks < 10, `a second of waiting took ${ticks * 10} ms of CPU`);
  region.close();
});

health.run();
