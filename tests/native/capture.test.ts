import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  attachConsumer,
  capturePath,
  createRegion,
  type FrameRegion,
  openReader,
} from '../../native/index.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import {
  type CaptureOptions,
  captureArgs,
  frameBytes,
  smallRegion,
  startBeside,
  startCapture,
} from './capture-process.ts';

const capture = suite('capture');

const quietFfmpeg = ['ffmpeg', '-nostdin', '-loglevel', 'error'];
const testVideo = [...quietFfmpeg, '-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=25'];
const rawVideo = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p'];
const endlessVideo = [...testVideo, ...rawVideo, 'pipe:1'];
const shell = (script: string) => ['sh', '-c', script];
const frames = (count: number) => `head -c ${count * frameBytes} /dev/zero`;

/** Runs to the end; answers exit code and last report line. */
async function runCapture(
  region: FrameRegion,
  command: readonly string[],
  options: CaptureOptions = {},
) {
  const run = startCapture(region, command, options);
  const { code } = await run.ended;
  return { code, last: run.report().at(-1), report: run.report(), stderr: run.stderr() };
}

capture('hands over every frame of ffmpeg, byte by byte', async () => {
  const command = [...testVideo, '-frames:v', '40', ...rawVideo];
  const wanted = execFileSync(command[0]!, [...command.slice(1), 'pipe:1']);
  const region = smallRegion();
  const run = startCapture(region, [...command, 'pipe:1']);
  const { code } = await run.ended;
  assert.is(code, 20);
  const [ffmpeg, ...report] = run.report();
  assert.match(ffmpeg!, /^ffmpeg [1-9]\d*$/);
  assert.equal(report, ['pipe 262144', 'frame', 'end end-of-stream exit 0']);
  const target = Buffer.alloc(region.slotBytes);
  const reader = openReader(`/proc/self/fd/${region.fd}`);
  assert.is(reader.latest(target)!.sequence, 40n);
  assert.ok(target.equals(wanted.subarray(-frameBytes)));
  const { capture } = region.metrics();
  assert.is(capture.framesTotal, 40);
  assert.is(capture.ffmpegPid, 0);
  reader.close();
  region.close();
});

capture('feeds a consumer in the same process', async () => {
  const region = smallRegion();
  const consumer = attachConsumer(region.fd, region.wakeFd);
  const lumas: number[] = [];
  consumer.start(() => {
    for (let ticket = consumer.take(); ticket !== null; ticket = consumer.take()) {
      lumas.push(consumer.meanLuma(ticket.slot));
      consumer.release();
    }
  });
  const bytes = (value: string) => `${frames(1)} | tr '\\0' '${value}'`;
  const paced = `${bytes('A')}; sleep 0.2; ${bytes('B')}; sleep 0.2; ${bytes('C')}`;
  const { last } = await runCapture(region, shell(paced));
  assert.is(last, 'end end-of-stream exit 0');
  assert.equal(lumas, [65, 66, 67]);
  consumer.close();
  region.close();
});

type Ending = readonly [
  name: string,
  command: readonly string[],
  options: CaptureOptions,
  code: number,
  last: RegExp,
];
const endings: readonly Ending[] = [
  ['no first frame', shell('exec sleep 600'), { firstFrameMs: 200 }, 21, /^end stalled$/],
  ['half a first frame', shell(`${frames(0.5)}; sleep 600`), { firstFrameMs: 200 }, 21, /stalled$/],
  ['frames that stop', shell(`${frames(3)}; sleep 600`), { stallMs: 200 }, 21, /^end stalled$/],
  ['too many frames', ['cat', '/dev/zero'], { fpsLimit: 10 }, 22, /^end too-fast$/],
  ['a refusal', [...quietFfmpeg, '-i', '/none', '-'], {}, 23, /^end ffmpeg-died exit 1$/],
  ['a signal', shell(`${frames(1)}; kill -SEGV $$`), {}, 23, /^end ffmpeg-died signal 11$/],
  ['an empty stream', ['true'], {}, 20, /^end end-of-stream exit 0$/],
  ['a closed output', shell('exec >&-; exec sleep 600'), {}, 20, /^end end-of-stream$/],
  ['no such file', ['/none/ffmpeg'], {}, 25, /^end ffmpeg-not-started$/],
];
for (const [name, command, options, code, last] of endings) {
  capture(`ends by ${name}`, async () => {
    const region = smallRegion();
    const end = await runCapture(region, command, options);
    assert.is(end.code, code);
    assert.match(end.last!, last);
    region.close();
  });
}

capture('forgives the burst after a dip, which Frigate takes for a runaway stream', async () => {
  const region = smallRegion();
  // 50 frames a second are asked for, and 60 the limit; what half a minute held up comes at once
  const dip = `${frames(10)}; sleep 0.3; ${frames(1500)}; sleep 0.1; ${frames(5)}`;
  const { last } = await runCapture(region, shell(dip), { fpsLimit: 60, stallMs: 30_000 });
  assert.is(last, 'end end-of-stream exit 0');
  assert.is(region.metrics().capture.framesTotal, 1515);
  region.close();
});

capture('counts no part of a frame as a frame', async () => {
  const region = smallRegion();
  const { report } = await runCapture(region, shell(frames(2.5)));
  assert.equal(report.slice(2), ['frame', 'end end-of-stream exit 0']);
  assert.is(region.metrics().capture.framesTotal, 2);
  assert.is(region.reclaim('capture'), 0);
  region.close();
});

capture('reads what ffmpeg wrote last, also when it died', async () => {
  const region = smallRegion();
  const { last } = await runCapture(region, shell(`${frames(20)}; exit 3`));
  assert.is(last, 'end ffmpeg-died exit 3');
  assert.is(region.metrics().capture.framesTotal, 20);
  region.close();
});

capture('finishes a recording when it is asked to stop', async () => {
  const region = smallRegion();
  const file = join(temporaryDirectory('capture'), 'recorded.mp4');
  const paced = [...testVideo.slice(0, 4), '-re', ...testVideo.slice(4)];
  const run = startCapture(region, [...paced, file, ...rawVideo, 'pipe:1']);
  await run.told('frame');
  process.kill(run.process.pid, 'SIGTERM');
  assert.is((await run.ended).code, 0);
  assert.is(run.report().at(-1), 'end asked exit 255');
  const probe = ['-v', 'error', '-show_entries', 'stream=codec_type', '-of', 'csv=p=0', file];
  assert.match(execFileSync('ffprobe', probe, { encoding: 'utf8' }), /^video/);
  region.close();
});

capture('gives ffmpeg default signals and no descriptor of ours', async () => {
  const region = smallRegion();
  const file = join(temporaryDirectory('capture'), 'seen');
  await runCapture(region, shell(`ls /proc/self/fd > ${file}; cat /proc/self/status >> ${file}`));
  const seen = readFileSync(file, 'utf8');
  assert.match(seen, /^0\n1\n2\n3\nName/); // 3 is the listing's own
  for (const mask of ['SigBlk', 'SigIgn', 'SigCgt']) {
    assert.match(seen, new RegExp(`^${mask}:\\t0+$`, 'm'));
  }
  region.close();
});

capture('takes the pipe that the kernel grants, and says how large', async () => {
  const region = smallRegion();
  const max = Number(readFileSync('/proc/sys/fs/pipe-max-size', 'utf8'));
  const caps = '--bounding-set=-sys_resource,-sys_admin';
  const drop = process.getuid!() === 0 ? ['setpriv', caps] : ['env'];

  const args = captureArgs(shell(frames(1)), { pipeBytes: max * 4 });
  const run = startBeside(region, drop[0]!, [...drop.slice(1), capturePath, ...args]);
  assert.is(Number(await run.told('pipe')), max);
  assert.is((await run.ended).code, 20);
  region.close();
});

capture('refuses a region that it cannot use', async () => {
  const unreserved = createRegion({ id: 1, width: 64, height: 48, slots: 8, queueCapacity: 2 });
  const closed = smallRegion();
  closed.closeQueue();
  for (const region of [unreserved, closed]) {
    const { code, report, stderr } = await runCapture(region, endlessVideo);
    assert.is(code, 24);
    assert.equal(report, ['end ring-unusable']);
    assert.match(stderr, /^capture: \S.*\n$/);
    region.close();
  }
});

const valid = captureArgs(['true']);
const badUsages: readonly (readonly string[])[] = [
  [],
  valid.slice(2),
  valid.slice(0, -2),
  valid.slice(0, -1),
  ['--stall-ms', '1', ...valid],
  ['--unknown', '1', ...valid],
  ...['0', '-1', '1.5', '1s', '', ' 1', '99999999999999999999'].map((stallMs) => [
    '--stall-ms',
    stallMs,
    ...valid.slice(2),
  ]),
];

capture('refuses a command line that is not exactly right', async () => {
  const region = smallRegion();
  for (const args of badUsages) {
    const run = startBeside(region, capturePath, args);
    assert.is((await run.ended).code, 64, args.join(' '));
    assert.match(run.stderr(), /^capture: .*\nusage: /);
  }
  region.close();
});

capture.run();
