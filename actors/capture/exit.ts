import type { ExitCause, ExitData } from '../contracts.ts';
import type { ProcessExit } from '../process/start-process.ts';

/** The exit codes of the capture program, one for each cause (native/src/capture.cc). */
export const causeOfCode: Readonly<Record<number, ExitCause>> = {
  0: 'asked',
  20: 'end-of-stream',
  21: 'stalled',
  22: 'too-fast',
  23: 'ffmpeg-died',
  24: 'ring-unusable',
  25: 'ffmpeg-not-started',
};

/** `detail` is what capture itself said of the end: ffmpeg's own status. */
export function captureExit(exit: ProcessExit, detail: string | null): ExitData {
  const { code, signal, error, lastLines } = exit;
  if (error !== null) return { code, signal, cause: 'not-spawned', detail: error, lastLines };
  const cause = (code !== null && causeOfCode[code]) || 'crashed';
  return { code, signal, cause, detail, lastLines };
}
