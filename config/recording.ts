import type { Arguments, CameraConfig, FfmpegInput } from './camera-config.ts';
import { detectInput } from './detect-input.ts';

/**
 * Which process writes the segments of a camera: where one input has both roles, one ffmpeg serves
 * both. null: nothing is recorded.
 */
export type RecordedBy = 'capture' | 'recorder' | null;

export function recordedBy({ record, ffmpeg }: CameraConfig): RecordedBy {
  const input = recordInput(ffmpeg.inputs);
  if (!record.enabled || input === undefined) return null;
  return input === detectInput(ffmpeg.inputs) ? 'capture' : 'recorder';
}

export function recordInput(inputs: readonly FfmpegInput[]): FfmpegInput | undefined {
  return inputs.find(({ roles }) => roles.includes('record'));
}

/** That of the presets. */
const presetSegmentSeconds = 10;

/** How long a segment is to be: what stands behind `-segment_time`. */
export function segmentSeconds(recordOutputArgs: Arguments): number {
  if (typeof recordOutputArgs === 'string') return presetSegmentSeconds;
  const value = recordOutputArgs[recordOutputArgs.indexOf('-segment_time') + 1];
  const seconds = Number(value);
  return recordOutputArgs.includes('-segment_time') && seconds > 0 ? seconds : presetSegmentSeconds;
}

/** The folder of a camera's segments that begin within the hour of `at`, below its directory. */
export function segmentFolder(camera: string, at: Date): string {
  const [day = '', time = ''] = at.toISOString().split('T');
  return `${camera}/${day}/${time.slice(0, 2)}`;
}

/** Where the segments of one run go, and how their names begin and end. */
export type SegmentNames = {
  readonly directory: string;
  readonly camera: string;
  /** Of that run alone: it writes over no file of another one that began in the same second. */
  readonly run: string;
};

/**
 * As `strftime` has it, with the file in it: `front/2026-05-04/13/20260504T130501Z-5e2f-7.mp4`.
 * UTC, if the process runs with `segmentEnvironment`.
 */
export function segmentPattern({ directory, camera, run }: SegmentNames): string {
  const plain = directory.replaceAll('%', '%%');
  return `${plain}/${camera}/%Y-%m-%d/%H/%Y%m%dT%H%M%SZ${segmentEnding(run)}`;
}

export const segmentEnding = (run: string): string => `-${run}.mp4`;

export const segmentEnvironment = { TZ: 'UTC' } as const;
