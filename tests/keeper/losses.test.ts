import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import { camera, generated, keeperWith, untilHealthy } from './fleet.ts';

// What status says of frames that were lost, and of how they come in.

const losses = suite('losses');

const frameBytes = (320 * 240 * 3) / 2;

/** In the place of ffmpeg: so many whole frames and half of one, then nothing. */
function halfway(frames: number): object {
  Object.assign(process.env, {
    FIXTURE_BYTES: String(frameBytes),
    FIXTURE_FRAMES: String(frames),
  });
  const input = { path: generated.path, input_args: generated.inputArgs, roles: ['detect'] };
  return camera(undefined, { ffmpeg: { path: fixture('half-frame.mjs'), inputs: [input] } });
}

/** Until a capture that was given one frame and a half has read into the half, if not all. */
async function untilHalf(pid: number): Promise<void> {
  const read = () => Number(/^rchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
  await eventually('it reads the half frame', () => read() >= frameBytes * 1.5);
}

losses('the frame that was being read when capture was killed', async () => {
  await using keeper = await keeperWith({ front: halfway(1) });
  const { capture } = await untilHealthy(keeper, 'front');
  assert.is(capture.pipeBytes, 262_144);
  await untilHalf(capture.pid!);
  process.kill(capture.pid!, 'SIGKILL');
  const lost = () => keeper.status().cameras.front!.losses['capture-died'];
  await eventually('it is counted', () => lost() === 1);
});

losses('the frame that was not whole when the camera was told to restart', async () => {
  await using keeper = await keeperWith({ front: halfway(1) });
  const { capture } = await untilHealthy(keeper, 'front');
  await untilHalf(capture.pid!);
  keeper.restart('front', 'capture');
  const cut = () => keeper.status().cameras.front!.losses['cut-short'];
  await eventually('it is counted', () => cut() === 1);
});

losses('a stream that stops is a stall before its time-out has passed', async () => {
  await using keeper = await keeperWith({ front: halfway(3) });
  const { capture } = await untilHealthy(keeper, 'front');
  const status = () => keeper.status().cameras.front!;
  await eventually('it is counted', () => status().stallsLastHour === 1, { withinMs: 10_000 });
  assert.is(status().capture.pid, capture.pid, 'the same run');
  assert.is(status().reconnectsLastHour, 0);
});

losses('a slow stream is not called stalled, whatever short a time-out is given', async () => {
  const slow = { path: 'testsrc2=size=320x240:rate=1', inputArgs: '-re -f lavfi' };
  const timeouts = { stall: 0.2, first_frame: 10 };
  const detect = { width: 320, height: 240, fps: 1 };
  const cameras = { slow: camera(slow, { detect, camkeeper: { timeouts } }) };
  await using keeper = await keeperWith(cameras);
  const { capture } = await untilHealthy(keeper, 'slow');
  const status = () => keeper.status().cameras.slow!;
  await eventually('five frames', () => status().capture.framesTotal >= 5, { withinMs: 20_000 });
  assert.is(status().capture.pid, capture.pid, 'by one run');
  assert.is(status().capture.lastExit, null);
  assert.is(status().stallsLastHour, 0);
});

losses.run();
