import type { Arguments, CameraConfig, FfmpegInput } from './camera-config.ts';
import { detectInput } from './detect-input.ts';
import { decodePresets, defaultScaleArgs, scalePresets } from './ffmpeg-decode-presets.ts';
import type { PresetFigures, Presets } from './ffmpeg-presets.ts';
import { automatic, expandPreset, inputPresetFor, inputPresets } from './ffmpeg-presets.ts';
import { recordPresets } from './ffmpeg-record-presets.ts';
import { recordInput } from './recording.ts';
import { encodeCredentials } from './url-credentials.ts';

/**
 * The whole argv of the ffmpeg that delivers the frames of a camera: I420, `detect.width` ×
 * `detect.height`, `detect.fps` a second, on descriptor 1. With `segments`, a pattern for
 * `strftime`, it also writes them. Element 0 is the executable. The order is Frigate's. Holds
 * passwords: print it through `maskArguments` only.
 */
export function captureCommand(
  { ffmpeg, detect }: CameraConfig,
  segments: string | null = null,
): readonly string[] {
  const input = detectInput(ffmpeg.inputs);
  if (input === undefined) throw new TypeError('a camera without an input for the role detect');
  const scale = typeof input.hwaccelArgs === 'string' ? scalePresets[input.hwaccelArgs] : null;
  const argv = [
    executable(ffmpeg.path),
    ...input.globalArgs,
    ...expand(input.hwaccelArgs, decodePresets, detect),
    ...expand(inputArguments(input), inputPresets, detect),
    '-i',
    encodeCredentials(input.path),
    ...(segments === null ? [] : segmentOutput({ ffmpeg, detect }, segments)),
    ...expandPreset(scale ?? defaultScaleArgs, detect),
    ...ffmpeg.detectOutputArgs,
    'pipe:1',
  ];
  return argv.filter((argument) => argument !== '');
}

/** The same of the ffmpeg that only writes the segments of a camera. */
export function recorderCommand({ ffmpeg, detect }: CameraConfig, segments: string) {
  const input = recordInput(ffmpeg.inputs);
  if (input === undefined) throw new TypeError('a camera without an input for the role record');
  const argv: readonly string[] = [
    executable(ffmpeg.path),
    ...input.globalArgs,
    ...expand(inputArguments(input), inputPresets, detect),
    '-i',
    encodeCredentials(input.path),
    ...segmentOutput({ ffmpeg, detect }, segments),
  ];
  return argv.filter((argument) => argument !== '');
}

/** A segment grows with every packet, so that one that grows no more is noticed soon. */
const growsAtOnce = ['-fflags', '+flush_packets'];

function segmentOutput(
  { ffmpeg, detect }: Pick<CameraConfig, 'ffmpeg' | 'detect'>,
  segments: string,
): readonly string[] {
  return [...expand(ffmpeg.recordOutputArgs, recordPresets, detect), ...growsAtOnce, segments];
}

/**
 * `default`, and the versions that Frigate bundles (`7.0`), are the ffmpeg of the PATH, a plain
 * name is looked up there too. Other paths are prefixes, as in Frigate, unless they lead into a
 * `bin` or to a script.
 */
function executable(path: string): string {
  if (path === 'default' || isBundledVersion(path)) return 'ffmpeg';
  if (!path.includes('/') || /(?:^|\/)bin\/[^/]+$|\.(?:sh|py|[cm]?js)$/.test(path)) return path;
  return `${path.replace(/\/+$/, '')}/bin/ffmpeg`;
}

export function isBundledVersion(path: string): boolean {
  return /^\d+(?:\.\d+)*$/.test(path);
}

function inputArguments({ path, inputArgs }: FfmpegInput): Arguments {
  return inputArgs === automatic ? inputPresetFor(path) : inputArgs;
}

function expand(args: Arguments, presets: Presets, figures: PresetFigures): readonly string[] {
  return typeof args === 'string' ? expandPreset(presets[args] ?? [], figures) : args;
}
