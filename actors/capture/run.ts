import { captureCommand } from '../../config/ffmpeg-command.ts';
import { recordedBy, segmentEnvironment } from '../../config/recording.ts';
import { capturePath, type FrameRegion } from '../../native/index.ts';
import type { Want } from '../contracts.ts';
import { printable } from '../log-lines.ts';
import type { Run, RunContext } from '../process/run-actor.ts';
import { type Beside, recordBeside } from '../recorder/beside.ts';
import type { World } from '../world.ts';
import { captureExit } from './exit.ts';
import { pipeBytes, pipeSoftLimitBytes } from './pipe-size.ts';

/** Of the time a stop may take, what ffmpeg gets to finish what it writes before it is killed. */
const ffmpegShareOfStop = 0.125;
/**
 * A silence after a frame that counts as a stall of the stream, as in Frigate: two seconds, or the
 * time of two frames.
 */
const gapMs = (fps: number): number => Math.max(2_000, 2_000 / fps);
/** Frames a second beyond what was asked for, as in Frigate: a stream that runs away. */
const fpsOverLimit = 10;

/**
 * One run of the capture program: ffmpeg into the camera's region, ready at its first frame. Where
 * its input is recorded too, the same ffmpeg writes the segments. Its settings are its arguments,
 * so that what it was started with is what it acknowledges.
 */
export function captureRun(context: RunContext): Run | Promise<Run> {
  if (recordedBy(context.input.want.config) !== 'capture') return runWith(context, null);
  return recordBeside(context).then((beside) => runWith(context, beside));
}

function runWith({ world, input, report, sinceStartMs }: RunContext, beside: Beside | null): Run {
  let { want } = input;
  const region = world.holdings.region(want.region.id);
  const acknowledge = ({ generation }: Want) =>
    report({ type: 'process.acknowledged', generation });
  let detail: string | null = null;
  let hasFrame = false;
  const killed: string[] = [];
  acknowledge(want);
  return {
    argv: captureArguments(world, want, beside?.pattern ?? null),
    ...(beside && { environment: segmentEnvironment, isStale: beside.isStale }),
    descriptors: region ? [region.fd, region.wakeFd, 'lines'] : [],
    deathSignal: 'TERM', // it answers by killing what it started
    onLine: (line) => {
      const [word, ...rest] = line.split(' ');
      if (word === 'frame') {
        hasFrame = true;
        report({ type: 'process.ready', afterMs: sinceStartMs() });
      }
      if (word === 'killed') killed.push(printable(rest.join(' ')));
      if (word === 'end') detail = printable(rest.slice(1).join(' ')) || null;
    },
    configure: (newer) => {
      want = newer;
      beside?.configure(want);
      acknowledge(want);
    },
    exitOf: (exit) => {
      beside?.noteLastLines(exit.lastLines);
      return captureExit(exit, { detail, hasFrame, killed });
    },
    isHung: () => isSilent(world.holdings.region(want.region.id), want, sinceStartMs()),
    close: () => {},
  };
}

/**
 * capture notices a stall itself; one that cannot, being stopped itself, is noticed from here. The
 * age of the last frame may be that of the run before; before the first one, capture has its
 * own time-out.
 */
function isSilent(region: FrameRegion | null, want: Want, sinceStartMs: number): boolean {
  const { stallSeconds, firstFrameSeconds, hungSeconds } = want.config.timeouts;
  const ageMs = Math.min(region?.metrics().capture.lastFrameAgeMs ?? 0, sinceStartMs);
  return ageMs > (Math.max(stallSeconds, firstFrameSeconds) + hungSeconds) * 1000;
}

function captureArguments(
  world: World,
  { config, region }: Want,
  segments: string | null,
): [string, ...string[]] {
  const { stallSeconds, firstFrameSeconds, stopSeconds } = config.timeouts;
  const bytesPerSecond = region.slotBytes * config.detect.fps;
  const pipesHeld = world.holdings.processesOf(null).filter(({ role }) => role === 'capture');
  const options = {
    '--stall-ms': stallSeconds * 1000,
    '--first-frame-ms': firstFrameSeconds * 1000,
    '--fps-limit': config.detect.fps + fpsOverLimit,
    '--pipe-bytes': pipeBytes(bytesPerSecond, pipesHeld.length, pipeSoftLimitBytes()),
    '--stop-ms': stopSeconds * 1000 * ffmpegShareOfStop,
    '--gap-ms': gapMs(config.detect.fps),
  };
  const pairs = Object.entries(options).flatMap(([name, value]) => [
    name,
    String(Math.round(value)),
  ]);
  return [capturePath, ...pairs, '--', ...captureCommand(config, segments)];
}
