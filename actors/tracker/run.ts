import { fileURLToPath } from 'node:url';
import { type KeeperChannel, openChannel } from '../../bus/channel.ts';
import type { ExitData, Want } from '../contracts.ts';
import type { Run, RunContext } from '../process/run-actor.ts';
import type { ProcessExit } from '../process/start-process.ts';
import { trackerSettings } from './settings.ts';

/** It beats every second, whether frames come or not. */
const silentMaxMs = 5_000;

const program = fileURLToPath(new URL('./process.js', import.meta.url));
/** A small heap that is collected early instead of grown: there is one of these for every camera. */
const nodeFlags = ['--max-semi-space-size=1', '--max-old-space-size=64', '--single-threaded-gc'];

/**
 * One run of the tracker process: takes the frames of the camera's region, says what it sees on a
 * channel of its own. Ready when it has acknowledged its first settings, attached to the queue.
 */
export function trackerRun({ world, input, report, sinceStartMs }: RunContext): Run {
  const { camera, want } = input;
  const region = world.holdings.region(want.region.id);
  const runId = world.nextRunId();
  const url = world.url(`run-${runId}`);
  let readyMs: number | null = null;
  const channel: KeeperChannel = openChannel({
    url,
    runId,
    onHello: () => {},
    onHeartbeat: () => {},
    onAcknowledged: (generation) => {
      report({ type: 'process.acknowledged', generation });
      if (readyMs !== null) return;
      readyMs = sinceStartMs();
      report({ type: 'process.ready', afterMs: readyMs });
    },
    onResult: (result) => world.onResult(camera, result),
    onInvalid: world.onTrouble,
  });
  channel.configure(trackerSettings(camera, want));
  return {
    argv: [process.execPath, ...nodeFlags, program],
    environment: { CAMKEEPER_CHANNEL: url, CAMKEEPER_RUN: runId },
    descriptors: region ? [region.fd, region.wakeFd] : [],
    deathSignal: 'KILL',
    configure: (newer: Want) => channel.configure(trackerSettings(camera, newer)),
    exitOf: trackerExit,
    isHung: () => {
      if (readyMs === null || !region) return false;
      const beatAgeMs = region.metrics().tracker.lastBeatAgeMs ?? Number.POSITIVE_INFINITY;
      return Math.min(beatAgeMs, sinceStartMs() - readyMs) > silentMaxMs; // it may be the predecessor's
    },
    close: () => channel.close(),
  };
}

/** It ends with 0 when the queue was closed and read to its end, or when it was asked to. */
function trackerExit({ code, signal, error, lastLines }: ProcessExit): ExitData {
  const cause = error !== null ? 'not-spawned' : code === 0 ? 'asked' : 'crashed';
  return { code, signal, cause, detail: error, lastLines };
}
