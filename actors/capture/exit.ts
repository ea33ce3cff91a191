import { beforeFirstFrame, type ExitCause, type ExitData } from '../contracts.ts';
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

/** What capture itself said of its run. */
export type CaptureReport = {
  /** ffmpeg's own status. */
  readonly detail: string | null;
  readonly hasFrame: boolean;
  /** What did not end when capture asked it to. */
  readonly killed: readonly string[];
};

/** Of a stall before the first frame, `detail` says that it was then. */
export function captureExit(exit: ProcessExit, report: CaptureReport): ExitData {
  const { detail, hasFrame, killed } = report;
  const { code } = exit;
  const cause = (code !== null && causeOfCode[code]) || 'crashed';
  const when = cause === 'stalled' && !hasFrame ? beforeFirstFrame : detail;
  const known = { ...exit, cause, detail: when };
  return killed.length === 0 ? known : { ...known, killed };
}
