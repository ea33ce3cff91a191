import { beforeFirstFrame, type ExitCause, type ExitData } from '../actors/contracts.ts';
import type { Timeouts } from '../config/camera-config.ts';

// How states explain themselves. The same words in logs, status, API and inspector.

type Known = Pick<Timeouts, 'stallSeconds' | 'firstFrameSeconds' | 'segmentSeconds'>;

const causes: Readonly<Record<ExitCause, (exit: ExitData, known: Known | null) => string>> = {
  asked: () => 'stopped as asked',
  'end-of-stream': () => 'the stream ended',
  stalled: ({ detail }, known) =>
    detail === beforeFirstFrame
      ? `no frame within ${known ? `${known.firstFrameSeconds} s of its start` : 'its time'}`
      : `no frame for ${known ? `${known.stallSeconds} s` : 'too long'}`,
  'too-fast': () => 'the stream runs faster than asked for, and it lasts',
  'ffmpeg-died': ({ detail }) => `ffmpeg ended with ${detail ?? 'a failure'}`,
  'ffmpeg-not-started': () => 'ffmpeg could not be started',
  'ring-unusable': ({ detail }) => `the shared memory cannot be used${detail ? `: ${detail}` : ''}`,
  'not-ready': () => 'was not ready in time',
  hung: () => 'hung: no sign of life',
  stale: (_, known) =>
    `wrote nothing to a segment for ${known ? `${known.segmentSeconds} s` : 'too long'}`,
  'disk-full': ({ detail }) => `disk full${detail ? `: ${detail}` : ''}`,
  ended: () => 'ended without being asked to',
  crashed: ({ code, signal }) => `ended with ${signal ? `signal ${signal}` : exitCode(code)}`,
  'not-spawned': ({ detail }) => `could not be started: ${detail ?? 'unknown error'}`,
};

/** `ffmpeg ended with exit 1: rtsp://…: Connection refused` */
export function exitWords(exit: ExitData, known: Known | null = null): string {
  const cause = causes[exit.cause](exit, known);
  const lastLine = exit.cause === 'asked' ? undefined : exit.lastLines.at(-1);
  return lastLine === undefined ? cause : `${cause}: ${lastLine}`;
}

/** null: somebody else in this process has reaped it. */
const exitCode = (code: number | null) =>
  code === null ? 'an unknown exit code' : `exit code ${code}`;
