import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { KeeperError } from '../../config/errors.ts';
import { regionBytes, regionShape } from '../../config/region-shape.ts';
import { attachConsumer, createRegion, lockFile, openReader } from '../../native/index.ts';
import { descriptorsOf } from '../support/descriptors.ts';
import { eventually, within } from '../support/eventually.ts';
import { root } from '../support/paths.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { wish } from '../support/wish.ts';
import { smallRegion, startCapture } from './capture-process.ts';

const frames = suite('frames addon');

const index = join(root, 'dist/native/index.js');
const shape = { id: 1, width: 64, height: 48, slots: 8, queueCapacity: 2 };
const slotBytes = (64 * 48 * 3) / 2;
const ourMappings = () => readFileSync('/proc/self/maps', 'utf8').match(/camkeeper-frames/g) ?? [];
const idle = { framesTotal: 0, fps: 0, lastFrameAgeMs: null };
const nothingLost = {
  trackerStarting: 0,
  trackerDied: 0,
  tornReads: 0,
  captureDied: 0,
  incomplete: 0,
};
const openCount = () => descriptorsOf('self').size;

/** What the function throws, which has to be an error of this code. */
function thrownBy(code: string, run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    assert.is((error as { code?: string }).code, code, String(error));
    return error as Error;
  }
  throw new Error(`${code} was not thrown`);
}

frames('a region takes what the plan reckons with', () => {
  for (const size of [
    { width: 64, height: 48 },
    { width: 1280, height: 720 },
  ]) {
    const { config } = wish(size);
    const region = createRegion({ id: 1, ...regionShape(config) });
    assert.is(region.sizeBytes, regionBytes(config));
    region.close();
  }
});

frames('a fresh region has its sizes and no metrics', () => {
  const region = createRegion(shape);
  assert.is(region.slotBytes, slotBytes);
  assert.is(region.sizeBytes, 8192 + 8 * 8192);
  assert.is(region.reserve(4096), false);
  assert.is(region.reserve(1 << 22), true);
  assert.is(region.reserve(1), true);
  assert.equal(region.metrics(), {
    capture: { ...idle, ffmpegPid: 0, pipeBytes: 0, gapsLastHour: 0 },
    tracker: { ...idle, lastBeatAgeMs: null },
    queue: { capacity: 2, length: 0, droppedTotal: 0, closed: false },
    losses: nothingLost,
  });
  region.close();
});

frames('close gives back descriptors and mappings, and may be called again', () => {
  const before = openCount();
  const mapped = ourMappings().length;
  const region = smallRegion();
  const consumer = attachConsumer(region.fd, region.wakeFd);
  const reader = openReader(`/proc/self/fd/${region.fd}`);
  consumer.start(() => {});
  assert.ok(openCount() > before && ourMappings().length > mapped);
  for (let round = 0; round < 2; round++) {
    for (const handle of [consumer, reader, region]) handle.close();
  }
  assert.is(openCount(), before);
  assert.is(ourMappings().length, mapped);
  assert.is(region.fd, -1);
  assert.is(consumer.closed, true);
});

frames('what nobody closes is collected', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const before = openCount();
  const wasMapped = ourMappings().length;
  for (let round = 0; round < 20; round++) attachConsumer(...descriptorsOfNew());
  assert.ok(openCount() > before);
  await eventually('collected', () => {
    collect();
    return openCount() <= before && ourMappings().length <= wasMapped;
  });
});

function descriptorsOfNew(): [number, number] {
  const region = smallRegion();
  return [region.fd, region.wakeFd];
}

frames('counts what a tracker missed, dropped and died with', async () => {
  const region = smallRegion();
  const feed = async (count: number) => {
    const run = startCapture(region, ['head', '-c', `${count * slotBytes}`, '/dev/zero']);
    assert.is((await run.ended).code, 20);
    assert.is(region.reclaim('capture'), 0);
  };
  await feed(5);
  const first = attachConsumer(region.fd, region.wakeFd);
  assert.is(first.take(), null);
  await feed(4);
  assert.is(first.take()!.sequence, 6n);
  first.close();
  thrownBy('REGION_INVALID', () => attachConsumer(region.fd, region.wakeFd));
  assert.is(region.reclaim('tracker'), 2);
  await feed(1);
  assert.is(region.metrics().queue.length, 1);
  assert.is(region.drain(), 1);
  const { capture, tracker, queue, losses } = region.metrics();
  assert.equal([capture.framesTotal, tracker.framesTotal], [10, 0]);
  assert.equal(queue, { capacity: 2, length: 0, droppedTotal: 2, closed: false });
  assert.equal(losses, { ...nothingLost, trackerStarting: 6, trackerDied: 2 });
  assert.ok(capture.fps > 0 && capture.lastFrameAgeMs! >= 0);
  region.close();
});

frames('wakes its consumer at first, and when the queue is closed', async () => {
  const region = smallRegion();
  const consumer = attachConsumer(region.fd, region.wakeFd);
  let wakes = 0;
  consumer.start(() => {
    wakes++;
  });
  assert.is(wakes, 0); // never inside of start
  assert.is(consumer.wokenAtNs, 0n);
  consumer.beat();
  assert.ok(region.metrics().tracker.lastBeatAgeMs! >= 0);
  await eventually('first wake', () => wakes === 1);
  assert.ok(consumer.wokenAtNs <= process.hrtime.bigint());
  region.closeQueue();
  region.closeQueue();
  await eventually('wake of the end', () => wakes > 1 && consumer.closed);
  assert.is(region.metrics().queue.closed, true);
  consumer.close();
  region.close();
});

frames('a callback may close its consumer, and its exception is uncaught', async () => {
  const script = `
    import { attachConsumer, createRegion } from ${JSON.stringify(index)};
    const region = createRegion(${JSON.stringify(shape)});
    while (!region.reserve(1 << 22));
    const consumer = attachConsumer(region.fd, region.wakeFd);
    process.on('uncaughtException', (error) => console.log('uncaught', error.message));
    consumer.start(() => { consumer.close(); throw new Error('thrown'); });`;
  const { stdout, status } = runScript(script);
  assert.is(stdout, 'uncaught thrown\n');
  assert.is(status, 0); // and nothing keeps the loop alive
});

const leaves = { terminated: 'setInterval(() => {}, 1e6)', exiting: 'process.exit(0)' };
for (const [name, last] of Object.entries(leaves)) {
  frames(`a worker ${name} with everything open leaves nothing`, async () => {
    const before = openCount();
    const mapped = ourMappings().length;
    const script = `
      const { parentPort } = require('node:worker_threads');
      import(${JSON.stringify(index)}).then(({ attachConsumer, createRegion }) => {
        const region = createRegion(${JSON.stringify(shape)});
        while (!region.reserve(1 << 22));
        const consumer = attachConsumer(region.fd, region.wakeFd);
        consumer.start(() => { parentPort.postMessage('woken'); ${last}; });
      });`;
    const worker = new Worker(script, { eval: true });
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.once('message', () => name === 'terminated' && worker.terminate());
    await within('exit of the worker', exited);
    assert.is(ourMappings().length, mapped);
    await eventually('descriptors closed', () => openCount() <= before);
  });
}

frames('lockFile is held until its descriptor is closed, or its holder dead', () => {
  const path = join(temporaryDirectory('lock'), 'lock');
  const fd = lockFile(path)!;
  const other = `import { lockFile } from ${JSON.stringify(index)};
    console.log(lockFile(${JSON.stringify(path)}) === null); process.kill(process.pid, 'SIGKILL');`;
  assert.is(lockFile(path), null);
  assert.is(runScript(other).stdout, 'true\n');
  closeSync(fd);
  assert.is(runScript(other).stdout, 'false\n');
  const again = lockFile(path)!;
  assert.type(again, 'number');
  rmSync(path); // the next holder's file is another one
  closeSync(lockFile(path)!);
  closeSync(again);
});

function runScript(script: string, env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 20_000,
  });
}

frames('SYSTEM carries the name of the error', () => {
  const error = thrownBy('SYSTEM', () => openReader('/none'));
  assert.instance(error, KeeperError);
  assert.match(error.message, /^open: .*\(ENOENT\)$/);
  assert.match(thrownBy('SYSTEM', () => lockFile('/none/lock')).message, /ENOENT/);
  assert.match(thrownBy('SYSTEM', () => attachConsumer(9999, 9999)).message, /EBADF/);
});

frames('REGION_INVALID for what is no region', () => {
  const fd = openSync('/dev/null', 'r+');
  const file = join(temporaryDirectory('frames'), 'file');
  writeFileSync(file, Buffer.alloc(1 << 20));
  const error = thrownBy('REGION_INVALID', () => attachConsumer(fd, fd));
  assert.instance(error, KeeperError);
  thrownBy('REGION_INVALID', () => openReader(file));
  const unreserved = createRegion(shape);
  thrownBy('REGION_INVALID', () => openReader(`/proc/self/fd/${unreserved.fd}`));
  unreserved.close();
  closeSync(fd);
});

frames.run();
