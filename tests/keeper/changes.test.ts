import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type CameraStatus, createKeeper, type Keeper } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camera, generated, untilHealthy } from './fleet.ts';

// The file changes, real processes follow, and the camera beside it notices nothing.

const changes = suite('changes of a running camera');

const source = (size: string) => `testsrc2=size=${size}:rate=10`;
const detect = (width: number, height: number, fps: number) => ({ detect: { width, height, fps } });
const inputOf = (path: string, roles = ['detect'], more: object = {}) => {
  return { path, input_args: generated.inputArgs, roles, ...more };
};
const base = { ffmpeg: { inputs: [inputOf(source('320x240'))] }, ...detect(320, 240, 2) };

const pidsOf = ({ capture, tracker }: CameraStatus) => [
  capture.pid,
  capture.ffmpegPid,
  tracker.pid,
];

async function started() {
  const path = join(temporaryDirectory('changes'), 'camkeeper.yml');
  const write = (front: object) => {
    writeFileSync(`${path}.new`, JSON.stringify({ cameras: { front, other: camera() } }));
    renameSync(`${path}.new`, path);
  };
  write(base);
  const keeper = createKeeper({ config: path });
  await keeper.start();
  await untilHealthy(keeper, 'front');
  return { keeper, write, other: pidsOf(await untilHealthy(keeper, 'other')) };
}

/** As soon as it follows its newest wish and frames come. */
async function untilFollowed(keeper: Keeper, generation: number): Promise<CameraStatus> {
  const now = () => keeper.status().cameras.front!;
  const isUp = () => {
    const { observedGeneration, state } = now();
    return (
      keeper.status().generation === generation &&
      observedGeneration === generation &&
      state === 'running.healthy'
    );
  };
  await eventually(`generation ${generation}`, isUp, { withinMs: 20_000, seen: now });
  return now();
}

type Kept = { readonly tracker: boolean; readonly ring: boolean };
const captureOnly: Kept = { tracker: true, ring: true };
const nothing: Kept = { tracker: false, ring: false };

const steps: readonly (readonly [what: string, front: object, kept: Kept])[] = [
  ['the rate, within the same slots', { ...base, ...detect(320, 240, 3) }, captureOnly],
  ['the rate, and with it the slots', { ...base, ...detect(320, 240, 10) }, nothing],
  ['the size', { ...base, ...detect(160, 120, 10) }, nothing],
  [
    "ffmpeg's arguments",
    {
      ffmpeg: { ...base.ffmpeg, global_args: '-hide_banner -loglevel info' },
      ...detect(160, 120, 10),
    },
    captureOnly,
  ],
  [
    'the input',
    { ffmpeg: { inputs: [inputOf(source('640x480'))] }, ...detect(160, 120, 10) },
    captureOnly,
  ],
  [
    'the roles: the second input is captured now',
    {
      ffmpeg: {
        inputs: [inputOf(source('640x480'), ['record']), inputOf(source('160x120'))],
      },
      ...detect(160, 120, 10),
    },
    captureOnly,
  ],
];

changes('of rate, size, arguments, inputs and roles: the other camera keeps its pids', async () => {
  const { keeper, write, other } = await started();
  await using _ = keeper;
  let before = await untilFollowed(keeper, 1);
  for (const [index, [what, front, kept]] of steps.entries()) {
    write(front);
    const after = await untilFollowed(keeper, index + 2);
    assert.is.not(after.capture.pid, before.capture.pid, what);
    assert.is(after.tracker.pid === before.tracker.pid, kept.tracker, `${what}: tracker`);
    assert.is(after.ring!.generation === before.ring!.generation, kept.ring, `${what}: ring`);
    const { width, height } = (front as typeof base).detect;
    assert.equal([after.ring!.width, after.ring!.height], [width, height], what);
    assert.equal(pidsOf(keeper.status().cameras.other!), other, `${what}: the other camera`);
    before = after;
  }
});

changes('of detection: all processes stay', async () => {
  const { keeper, write, other } = await started();
  await using _ = keeper;
  const before = await untilFollowed(keeper, 1);
  write({ ...base, detect: { ...base.detect, enabled: false } });
  const after = await untilFollowed(keeper, 2);
  assert.equal(pidsOf(after), pidsOf(before));
  assert.equal(pidsOf(keeper.status().cameras.other!), other);
});

changes.run();
