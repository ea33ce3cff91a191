import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraStatus, Keeper, TrackerResult } from '../../index.ts';
import { eventually, within } from '../support/eventually.ts';
import { mortal } from '../support/mortal.ts';
import { fixture } from '../support/paths.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camera, generated, keeperWith, untilHealthy, untilState } from './fleet.ts';

// Where frames come from: generated video, a file, an RTSP stream, and sources that do not deliver.

const sources = suite('sources');

const started: ChildProcess[] = [];
sources.after(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** Runs a server of tests/fixtures; resolves to the first line that it prints. */
async function serve(name: string): Promise<string> {
  const server = mortal(process.execPath, [fixture(name)]);
  const child = spawn(...server, { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const lines = createInterface({ input: child.stdout });
  const [line] = await within(`${name} serves`, once(lines, 'line'), 10_000);
  return line;
}

/** Two seconds of grey of that brightness. */
function videoFile(luma: number): string {
  const file = join(temporaryDirectory('video'), 'grey.mkv');
  const colour = luma.toString(16).padStart(2, '0').repeat(3);
  const input = `color=0x${colour}:size=320x240:rate=10:duration=3`;
  const output = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file];
  execFileSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', input, ...output]);
  return file;
}

const firstResult = (keeper: Keeper): Promise<TrackerResult> =>
  within('a result', new Promise((resolve) => keeper.results$.subscribe(resolve)), 20_000);

sources('a video file: its frames arrive as they are, and its end is told', async () => {
  await using keeper = await keeperWith({ file: camera({ path: videoFile(128) }) });
  const result = await firstResult(keeper);
  assert.is(result.camera, 'file');
  assert.ok(Math.abs(result.meanLuma - 126) < 3, `128 of full range, seen as ${result.meanLuma}`);
  const ended = (): CameraStatus | null => {
    const status = keeper.status().cameras.file!;
    return status.capture.lastExit?.cause === 'end-of-stream' ? status : null;
  };
  const status = await eventually('its end', ended, { withinMs: 20_000 });
  assert.match(status.reason, /the stream ended/);
  assert.ok(status.next?.at, 'and says when it will be tried again');
  await untilHealthy(keeper, 'file');
});

sources('an RTSP stream', async () => {
  const url = await serve('rtsp-server.mjs');
  await using keeper = await keeperWith({ rtsp: camera({ path: url }) });
  const { capture } = await untilHealthy(keeper, 'rtsp');
  await eventually('frames', () => keeper.status().cameras.rtsp!.capture.framesTotal > 20, {
    withinMs: 20_000,
  });
  assert.is(keeper.status().cameras.rtsp!.capture.pid, capture.pid);
});

sources(
  'one is refused, one never answers: each says why, and the third is not delayed',
  async () => {
    const port = (await serve('never-answers.mjs')).replace('port ', '');
    await using keeper = await keeperWith({
      refused: camera({ path: 'rtsp://admin:hunter2@127.0.0.1:1/stream' }),
      silent: camera(
        { path: `rtsp://admin:hunter2@127.0.0.1:${port}/stream` },
        { camkeeper: { timeouts: { first_frame: 2 } } },
      ),
      good: camera(generated),
    });
    const good = await untilHealthy(keeper, 'good');
    assert.ok(good.capture.framesTotal > 0);

    const refused = await untilState(keeper, 'refused', 'starting.backingOff');
    assert.match(refused.reason, /ffmpeg ended with exit 1/);
    assert.match(refused.reason, /Connection refused/);
    assert.is(refused.next?.action, 'start capture');
    assert.ok(refused.next?.at);

    const silent = await untilState(keeper, 'silent', 'starting.backingOff');
    assert.match(silent.reason, /no frame/);
    const told = JSON.stringify([keeper.status(), keeper.logs('refused'), keeper.logs('silent')]);
    assert.not.match(told, /hunter2/);
    assert.is(keeper.status().cameras.good?.capture.pid, good.capture.pid);
  },
);

sources.run();
