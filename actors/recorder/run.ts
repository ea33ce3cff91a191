import { recorderCommand } from '../../config/ffmpeg-command.ts';
import { segmentEnvironment } from '../../config/recording.ts';
import type { Want } from '../contracts.ts';
import type { Run, RunContext } from '../process/run-actor.ts';
import { roomWords } from './disk.ts';
import { recorderExit } from './exit.ts';
import { Segments } from './segments.ts';

/**
 * One run of the ffmpeg that writes the segments of an input and does nothing else. Ready when its
 * first segment has grown. SIGTERM has it finish the segment that it writes. When the keeper dies
 * it is killed: one that is stopped or hangs would stay otherwise.
 */
export async function recorderRun({ world, input, report, sinceStartMs }: RunContext) {
  const { camera } = input;
  let { want } = input;
  const segments = new Segments({
    disk: world.disk,
    run: world.nextRunId(),
    camera,
    want,
    onFirst: () => report({ type: 'process.ready', afterMs: sinceStartMs() }),
    onTrouble: world.onTrouble,
  });
  const acknowledge = ({ generation }: Want) =>
    report({ type: 'process.acknowledged', generation });
  await segments.begin();
  acknowledge(want);
  const [file = '', ...rest] = recorderCommand(want.config, segments.pattern);
  return {
    argv: [file, ...rest],
    environment: segmentEnvironment,
    descriptors: [],
    deathSignal: 'KILL',
    configure: (newer) => {
      want = newer;
      segments.configure(want);
      acknowledge(want);
    },
    exitOf: (exit) => {
      const isFull = world.disk.noteLastLines(segments.directory, exit.lastLines);
      const { keepFreeMegabytes } = want.config.record;
      return recorderExit(exit, isFull, roomWords(segments.directory, keepFreeMegabytes));
    },
    isHung: () => false, // it gives no other sign of life than its segments
    isStale: () => {
      segments.look();
      return segments.hasGrown && segments.isOverdue; // before that it is not ready
    },
    close: () => {},
  } satisfies Run;
}
