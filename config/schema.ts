import { z } from 'zod';
import { argumentsOrPreset, plainArguments } from './arguments.ts';
import { roles } from './camera-config.ts';
import { expected } from './expected.ts';
import { decodePresets } from './ffmpeg-decode-presets.ts';
import { automatic, inputPresets } from './ffmpeg-presets.ts';
import { recordPresets } from './ffmpeg-record-presets.ts';
import { amount, flag, seconds, size, wholeNumber, word } from './scalars.ts';
import * as frigate from './unsupported.ts';

export type { Arguments, CameraConfig, FfmpegInput, KeeperConfig, Role } from './camera-config.ts';

/*
 * The file, in Frigate's shape and names. Every key is optional here that has a default; the
 * defaults, and the global sections under each camera, are filled in by `resolve.ts`.
 */

function section<Shape extends z.core.$ZodLooseShape>(what: string, shape: Shape) {
  return z.strictObject(shape, expected(what));
}

const commandArgs = {
  global_args: plainArguments
    .optional()
    .describe('Before everything else. Default: -hide_banner -loglevel warning -threads 2'),
  hwaccel_args: argumentsOrPreset([...Object.keys(decodePresets), automatic])
    .optional()
    .describe('Hardware decoding, for the input with the role detect. Default: none'),
  input_args: argumentsOrPreset([...Object.keys(inputPresets), automatic])
    .optional()
    .describe('Before -i. Default: auto, the preset that suits the scheme of the path'),
};

const inputSection = section('an input: a map with path and roles', {
  path: word('the address of a stream or a file').describe(
    'A URL or a file. {FRIGATE_NAME} is replaced from the environment; {{ is a brace.',
  ),
  roles: z
    .array(
      z.enum(roles, expected(`one of ${roles.join(', ')}`)),
      expected('a list of roles, [detect] for example'),
    )
    .optional()
    .describe('detect exactly once over all inputs; a single input is always detect'),
  ...commandArgs,
});

const outputArgs = section('a map with detect or record', {
  detect: plainArguments.optional().describe('Default: -threads 2 -f rawvideo -pix_fmt yuv420p'),
  record: argumentsOrPreset(Object.keys(recordPresets))
    .optional()
    .describe('Writes segments. Default: preset-record-generic-audio-aac'),
});

const ffmpegShape = {
  path: word('default, the name of an executable, or an install prefix')
    .optional()
    .describe('default, a name on the PATH, or a prefix with bin/ffmpeg below it'),
  ...commandArgs,
  output_args: outputArgs.optional(),
  retry_interval: seconds({ min: 0.1, max: 3600 })
    .optional()
    .describe('The longest pause between attempts, in seconds; the first ones follow sooner'),
  ...frigate.unsupportedInFfmpeg,
};

export const ffmpegDefaults = section('a map of settings of ffmpeg', ffmpegShape);

const ffmpegSection = section('a map with inputs', {
  inputs: z.array(inputSection, expected('a list of inputs')).min(1, expected('one input or more')),
  ...ffmpegShape,
});

const side = wholeNumber('an even number of pixels', { min: 32, max: 8192, step: 2 });

export const detectSection = section('a map with enabled, width, height or fps', {
  // Frigate's default is false, but true for every file that it migrated; a camera without
  // detection would look broken to whoever wrote no more than its address.
  enabled: flag.optional().describe('Whether objects are looked for; frames are taken either way'),
  width: side.optional().describe('Of the frames, with height. Default: 1280'),
  height: side.optional().describe('Of the frames, with width. Default: 720'),
  fps: amount('frames a second', { min: 0.1, max: 60 })
    .optional()
    .describe('Frames a second. Default: 5; more than 10 is rarely worth its cost'),
  ...frigate.unsupportedInDetect,
});

export const recordSection = section('a map with enabled', {
  enabled: flag.optional().describe('Whether segments are written. Default: false'),
  ...frigate.unsupportedInRecord,
});

const timeoutBounds = { min: 0.1, max: 3600 };
const timeout = (what: string) => seconds(timeoutBounds).optional().describe(what);

const timeoutsSection = section(
  'a map with stall, first_frame, ready, stop, healthy, hung or segment',
  {
    stall: timeout('Seconds without a frame after which a stream counts as failed. Default: 20'),
    first_frame: timeout('Seconds that ffmpeg may take to deliver its first frame. Default: 30'),
    ready: timeout('Seconds that a tracker may take to become ready. Default: 10'),
    stop: timeout('Seconds from asking a process to stop until it is killed. Default: 8'),
    healthy: timeout('Seconds of being ready after which failures are forgotten. Default: 60'),
    // a tracker gives one every second
    hung: seconds({ ...timeoutBounds, min: 2 })
      .optional()
      .describe('Seconds without a sign of life after which a process hangs. Default: 5'),
    // it is looked at every second
    segment: seconds({ ...timeoutBounds, min: 2 })
      .optional()
      .describe('Seconds without growth after which a recording counts as failed. Default: 60'),
  },
);

const retrySection = section('a map with first', {
  first: timeout(
    'Seconds of the first pause between attempts; each failure doubles it. Default: 0.5',
  ),
});

const recordingSection = section('a map with directory or keep_free', {
  directory: word('the path of a directory')
    .optional()
    .describe('Where each camera has a directory for its segments. Default: recordings'),
  keep_free: wholeNumber('megabytes', { min: 1, max: 1_000_000_000 })
    .optional()
    .describe('Megabytes: with less than this free, no recording is started. Default: 500'),
});

const gateSection = section('a map with width or hold', {
  width: wholeNumber('a whole number of processes', { min: 1, max: 1000 })
    .optional()
    .describe('How many cameras start at a time. Default: 4'),
  hold: timeout('Seconds that one of them keeps its place at most. Default: 1'),
});

const camkeeperShape = {
  timeouts: timeoutsSection.optional(),
  retry: retrySection.optional(),
  record: recordingSection.optional(),
};

export const camkeeperSection = section('a map with timeouts, retry or record', camkeeperShape);

const memorySection = section('a map with budget', {
  budget: size({ min: 1, max: 1_048_576 })
    .optional()
    .describe(
      'What the frames of all cameras may take, in MB or as 512MiB. Default: what there is',
    ),
});

const camkeeperDefaults = section('a map with timeouts, retry, record, gate or memory', {
  ...camkeeperShape,
  memory: memorySection.optional().describe('Of frames, over all cameras'),
  gate: gateSection.optional().describe('How starts are paced, over all cameras'),
});

export const cameraSection = section('a map of settings of a camera', {
  enabled: flag.optional().describe('Default: true'),
  ffmpeg: ffmpegSection,
  detect: detectSection.optional(),
  record: recordSection.optional(),
  camkeeper: camkeeperSection.optional().describe('What Frigate has no key for'),
  ...frigate.unsupportedInCamera,
});

export const fileSection = section('a map with cameras', {
  cameras: z.record(z.string(), cameraSection, expected('a map of cameras by name ({} for none)')),
  ffmpeg: ffmpegDefaults.optional().describe('Under the ffmpeg section of every camera'),
  detect: detectSection.optional().describe('Under the detect section of every camera'),
  record: recordSection.optional().describe('Under the record section of every camera'),
  camkeeper: camkeeperDefaults
    .optional()
    .describe('Under the camkeeper section of every camera, but for gate and memory'),
  environment_vars: z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean()], expected('a text')),
      expected('a map of texts'),
    )
    .optional()
    .describe('Values for {FRIGATE_NAME}; they win over the environment'),
  ...frigate.unsupportedTopLevel,
});

export type CameraSection = z.infer<typeof cameraSection>;
export type FileSection = z.infer<typeof fileSection>;
export type InputSection = z.infer<typeof inputSection>;
export type FfmpegDefaults = z.infer<typeof ffmpegDefaults>;
export type DetectSection = z.infer<typeof detectSection>;
export type RecordSection = z.infer<typeof recordSection>;
export type CamkeeperSection = z.infer<typeof camkeeperSection>;

/** The global sections that lie under each camera. */
export type Defaults = {
  readonly ffmpeg?: FfmpegDefaults | undefined;
  readonly detect?: DetectSection | undefined;
  readonly record?: RecordSection | undefined;
  readonly camkeeper?: CamkeeperSection | undefined;
};
