import type { Defaults } from './schema.ts';

/**
 * A configuration as the rest of the program sees it: every default filled in, global sections
 * merged under each camera, units in the names, plain JSON without `undefined`. It may hold
 * passwords (in the paths of inputs): print it only through `mask.ts`.
 */
export type KeeperConfig = {
  readonly cameras: Readonly<Record<string, CameraConfig>>;
  /** Of each camera's section as it was written: `config/fingerprint.ts`. */
  readonly fingerprints?: Readonly<Record<string, string>>;
  /** The global sections, for cameras that are added by command later on. */
  readonly defaults?: Defaults;
  /** Of the keeper as a whole: how starts are paced. */
  readonly gate?: GateConfig;
  /** Of the keeper as a whole. */
  readonly memory?: MemoryConfig;
};

export type MemoryConfig = {
  /** What the frames of all cameras together may take; null: what there is. */
  readonly budgetBytes: number | null;
};

export type GateConfig = {
  /** How many processes start at a time. */
  readonly width: number;
  /** For how long each of them keeps its place at most. */
  readonly holdSeconds: number;
};

export type CameraConfig = {
  readonly enabled: boolean;
  readonly ffmpeg: FfmpegConfig;
  readonly detect: DetectConfig;
  readonly record: RecordConfig;
  readonly timeouts: Timeouts;
  readonly retry: {
    /** The first back-off of capture at most; it doubles with every failure in a row. */
    readonly firstSeconds: number;
  };
};

export type FfmpegConfig = {
  /** `default`, the name or path of an executable, or a prefix with `bin/ffmpeg` below it. */
  readonly path: string;
  /** In the order of the file. Exactly one has the role `detect`. */
  readonly inputs: readonly FfmpegInput[];
  readonly detectOutputArgs: readonly string[];
  readonly recordOutputArgs: Arguments;
  /** The longest back-off: attempts come quicker at first. */
  readonly retryIntervalSeconds: number;
};

/** Arguments of the camera are already merged under those of the input. */
export type FfmpegInput = {
  /** Substituted and as the user wrote it: `ffmpeg-command.ts` percent-encodes the password. */
  readonly path: string;
  /** In the order of `roles`, each at most once. */
  readonly roles: readonly Role[];
  readonly globalArgs: readonly string[];
  readonly hwaccelArgs: Arguments;
  readonly inputArgs: Arguments;
};

/** The name of a preset (`ffmpeg-presets.ts`) or the arguments themselves. */
export type Arguments = string | readonly string[];

export const roles = ['detect', 'record', 'audio'] as const;
export type Role = (typeof roles)[number];

export type DetectConfig = {
  /** Whether objects are looked for. Frames are taken either way. */
  readonly enabled: boolean;
  readonly width: number;
  readonly height: number;
  /** May be below 1. */
  readonly fps: number;
};

export type RecordConfig = {
  readonly enabled: boolean;
  /** Each camera has a directory in it. A relative one lies where the keeper runs. */
  readonly directory: string;
  /** With less than this free in the file system of the directory, no recording is started. */
  readonly keepFreeMegabytes: number;
};

export type Timeouts = {
  /** No frame for so long, after the first one: the run has failed. Some frames' time at least. */
  readonly stallSeconds: number;
  /** From the start of ffmpeg to its first frame. */
  readonly firstFrameSeconds: number;
  /** From the start of a tracker until it is ready. */
  readonly readySeconds: number;
  /** From asking a process to stop until it is killed. */
  readonly stopSeconds: number;
  /** Ready for so long, and the failures before are forgotten. */
  readonly healthySeconds: number;
  /** No sign of life from a process for so long: it hangs. */
  readonly hungSeconds: number;
  /** The newest segment has not grown for so long, or there is none: the recording has failed. */
  readonly segmentSeconds: number;
};
