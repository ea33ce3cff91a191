import { fileURLToPath } from 'node:url';
import { openChannel } from '../../bus/channel.ts';
import type { FrameRegion } from '../../native/index.ts';
import type { Want } from '../contracts.ts';
import type { Run, RunContext } from '../process/run-actor.ts';
import { trackerExit } from './exit.ts';
import { trackerSettings } from './settings.ts';

const program = fileURLToPath(new URL('./process.js', import.meta.url));
/**
 * A small heap that is collected early instead of grown: there is one of these for every camera.
 */
const nodeFlags = ['--max-semi-space-size=1', '--max-old-space-size=64', '--single-threaded-gc'];

/**
 * One run of the tracker process: takes the frames of the camera's region, says what it sees on a
 * channel of its own. Ready when it has acknowledged its first settings, attached to the queue.
 */
export function trackerRun({ world, input, report, sinceStartMs }: RunContext): Run {
  const { camera } = input;
  const regionNow = () => world.holdings.region(input.want.region.id);
  const runId = world.nextRunId();
  const url = world.url(`run-${runId}`);
  let { want } = input;
  let readyMs: number | null = null;

  const channel = openChannel({
    url,
    runId,
    onHello: () => {},
    onAcknowledged: (generation) => {
      report({ type: 'process.acknowledged', generation });
      if (readyMs !== null) return;
      readyMs = sinceStartMs();
      report({ type: 'process.ready', afterMs: readyMs });
    },
    onResult: (result) => world.onResult(camera, result),
    onInvalid: world.onTrouble,
  });
  const configure = (newer: Want) => {
    want = newer;
    channel.configure(trackerSettings(camera, want, world.demand.wanted));
  };
  const unwatch = world.demand.watch(() => configure(want));
  configure(want);
  return {
    argv: [process.execPath, ...nodeFlags, program],
    environment: { CAMKEEPER_CHANNEL: url, CAMKEEPER_RUN: runId },
    descriptors: descriptorsOf(regionNow()),
    deathSignal: 'KILL',
    configure,
    exitOf: trackerExit,
    isHung: () =>
      readyMs !== null && silentMs(regionNow(), sinceStartMs() - readyMs) > hungMs(want),
    close: () => callAll(unwatch, channel.close),
  };
}

function callAll(...callbacks: (() => void)[]): void {
  for (const callback of callbacks) callback();
}

const descriptorsOf = (region: FrameRegion | null) => (region ? [region.fd, region.wakeFd] : []);

const hungMs = ({ config }: Want) => config.timeouts.hungSeconds * 1000;

/**
 * It beats every second, whether frames come or not. Its last beat may be that of its predecessor.
 */
function silentMs(region: FrameRegion | null, sinceReadyMs: number): number {
  const beatAgeMs = region?.metrics().tracker.lastBeatAgeMs ?? Number.POSITIVE_INFINITY;
  return Math.min(beatAgeMs, sinceReadyMs);
}
