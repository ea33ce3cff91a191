import { errorData } from '../../config/errors.ts';
import type { Want } from '../contracts.ts';
import { printable } from '../log-lines.ts';
import type { RunContext } from '../process/run-actor.ts';
import { Segments } from './segments.ts';

/** What capture has to do with segments where its ffmpeg writes them as well. */
export type Beside = {
  /** null: it runs without, so that at least the frames go on. */
  readonly pattern: string | null;
  readonly configure: (want: Want) => void;
  readonly isStale: () => boolean;
  readonly noteLastLines: (lastLines: readonly string[]) => void;
};

/**
 * Looks whether there is room first. If there is none, capture runs without segments, says so, and
 * asks to be restarted when there is.
 */
export async function recordBeside(context: RunContext): Promise<Beside> {
  const { world, input, report } = context;
  const segments = new Segments({
    disk: world.disk,
    run: world.nextRunId(),
    camera: input.camera,
    want: input.want,
    onFirst: () => report({ type: 'process.recording', isUp: true, fault: null }),
    onTrouble: world.onTrouble,
  });
  const fault = await segments.begin().then(() => null, faultWords);
  report({ type: 'process.recording', isUp: false, fault });
  const waits = fault === null ? null : waiting(context, segments);
  return {
    pattern: fault === null ? segments.pattern : null,
    configure: (want) => segments.configure(want),
    isStale: () => {
      if (waits) return waits();
      segments.look();
      return segments.isOverdue;
    },
    noteLastLines: (lines) => void world.disk.noteLastLines(segments.directory, lines),
  };
}

/** Looks again as often as an attempt would be made. What waits is not stale. */
function waiting({ input, report }: RunContext, segments: Segments): () => boolean {
  const everyMs = input.want.config.ffmpeg.retryIntervalSeconds * 1000;
  let lookedMs = performance.now();
  const again = () => report({ type: 'process.restart' });
  return () => {
    if (performance.now() - lookedMs < everyMs) return false;
    lookedMs = performance.now();
    segments.begin().then(again, () => {});
    return false;
  };
}

function faultWords(error: unknown): string {
  const { code, message } = errorData(error);
  return printable(code === 'DISK_FULL' ? `disk full: ${message}` : message);
}
