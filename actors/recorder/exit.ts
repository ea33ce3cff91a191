import type { ExitCause, ExitData } from '../contracts.ts';
import type { ProcessExit } from '../process/start-process.ts';

/** As the launcher says it. */
const notExecuted = 127;

/** How an ffmpeg of its own ended; `needed`: in words, what it needs of a disk that is full. */
export function recorderExit(exit: ProcessExit, isDiskFull: boolean, needed: string): ExitData {
  const { code, signal, lastLines } = exit;
  if (isDiskFull) return { code, signal, cause: 'disk-full', detail: needed, lastLines };
  const cause = causeOf(exit);
  const detail = cause === 'ffmpeg-died' ? `exit ${code}` : null;
  return { code, signal, cause, detail, lastLines };
}

function causeOf({ code, signal }: ProcessExit): ExitCause {
  if (signal !== null) return 'crashed';
  if (code === notExecuted) return 'ffmpeg-not-started';
  return code === 0 ? 'end-of-stream' : 'ffmpeg-died';
}
