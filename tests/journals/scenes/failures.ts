import { camera, generated, untilHealthy, untilState } from '../../keeper/fleet.ts';
import { keeperOn, prop, type Stage, untilExit } from '../stage.ts';

const camkeeper = { timeouts: { stall: 2, first_frame: 3, stop: 1 } };
const short = { ...generated, path: `${generated.path}:duration=1` };
const secret = { path: 'rtsp://viewer:hunter2@127.0.0.1:9/live' };
/** 8K, of which a second does not fit into what the frames of all may take. */
const large = { detect: { width: 7680, height: 4320, fps: 25 } };

/** Streams and programs that fail again and again, each in its own way, beside one that is well. */
export async function failures(stage: Stage): Promise<void> {
  // one frame, for the programs that stand for ffmpeg
  process.env.FIXTURE_BYTES = String((320 * 240 * 3) / 2);
  const cameras = {
    ended: camera(short, { camkeeper }),
    fast: withProgram(prop(stage, 'frames-too-fast.mjs')),
    half: withProgram(prop(stage, 'half-frame.mjs')),
    large: camera(undefined, large),
    missing: withProgram('/tmp/camkeeper-journal-holds/no-such-ffmpeg'),
    refused: camera(secret),
    silent: withProgram(prop(stage, 'ffmpeg-is-silent.sh')),
    well: camera(),
  };
  const config = { camkeeper: { memory: { budget: 64 } }, cameras };
  const keeper = await keeperOn(stage, {}, { config });
  await untilHealthy(keeper, 'well');
  await untilState(keeper, 'large', 'disabled.faulted');
  const ends = {
    ended: 'end-of-stream',
    fast: 'too-fast',
    half: 'stalled',
    missing: 'ffmpeg-not-started',
    refused: 'ffmpeg-died',
    silent: 'stalled',
  };
  for (const [name, cause] of Object.entries(ends)) {
    await untilExit(keeper, name, ['capture', cause]);
  }
  keeper.restart('large');
  keeper.remove('refused');
  await keeper.stop();
}

function withProgram(path: string): object {
  const inputs = [{ path: generated.path, input_args: generated.inputArgs, roles: ['detect'] }];
  return camera(undefined, { ffmpeg: { inputs, path, retry_interval: 2 }, camkeeper });
}
