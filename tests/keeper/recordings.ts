import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';

// Cameras that record, and what they have recorded.

/** A minute of video with a key frame every half second, encoded once for all tests of a file. */
export function videoFile(folder = temporaryDirectory('video')): string {
  const path = join(folder, 'video.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=10', '-t', '60'];
  const encoded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '5', '-pix_fmt', 'yuv420p'];
  execFileSync('ffmpeg', ['-loglevel', 'error', ...source, ...encoded, path]);
  return path;
}

/** Segments of a second. */
export const segmentArgs =
  '-f segment -segment_time 1 -segment_format mp4 -reset_timestamps 1 -strftime 1 -c copy';

export type Recording = {
  readonly video: string;
  readonly directory: string;
  /** One input for both roles, or one for each. */
  readonly isShared?: boolean;
  readonly ffmpeg?: object;
  readonly timeouts?: object;
};

/** In the shape of the file. */
export function recordingCamera(recording: Recording) {
  const { video, directory, isShared = false, ffmpeg, timeouts = {} } = recording;
  const input = (roles: readonly string[]) => ({
    path: video,
    roles,
    input_args: 'preset-file-loop',
  });
  const inputs = isShared ? [input(['detect', 'record'])] : [input(['detect']), input(['record'])];
  return {
    ffmpeg: { inputs, output_args: { record: segmentArgs }, retry_interval: 1, ...ffmpeg },
    detect: { width: 320, height: 240, fps: 10 },
    record: { enabled: true },
    camkeeper: { record: { directory, keep_free: 1 }, timeouts },
  };
}

/** Oldest first. */
export function segmentsOf(directory: string): readonly string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.mp4')).sort();
}

/** Seconds that it plays; throws what ffprobe says of one that cannot be played. */
export function secondsOf(file: string): number {
  const format = ['-show_entries', 'format=duration', '-of', 'csv=p=0'];
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const output = execFileSync('ffprobe', ['-v', 'error', ...format, file], {
    encoding: 'utf8',
    stdio: [...stdio],
  });
  return Number(output);
}

export const sizeOf = (file: string): number => statSync(file).size;

export function untilSegments(directory: string, count: number): Promise<unknown> {
  const enough = () => segmentsOf(directory).length >= count;
  return eventually(`${count} segments`, enough, { withinMs: 30_000 });
}
