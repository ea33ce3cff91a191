import type { GateConfig, Timeouts } from './camera-config.ts';

/** Frigate's defaults, where Frigate has the thing. Arguments are in `ffmpeg-presets.ts`. */
export const defaults = {
  enabled: true,
  ffmpegPath: 'default',
  retryIntervalSeconds: 10,
  firstRetrySeconds: 0.5,
  // Frigate's is false; `schema.ts` says why ours is not.
  detectEnabled: true,
  // Frigate asks the camera (ffprobe) and falls back to this.
  width: 1280,
  height: 720,
  fps: 5,
} as const;

/** More frames a second than this make a camera cost more and see hardly more. */
export const fpsAdvisedMax = 10;

export const defaultTimeouts: Timeouts = {
  stallSeconds: 20,
  firstFrameSeconds: 30,
  readySeconds: 10,
  stopSeconds: 8,
  healthySeconds: 60,
  hungSeconds: 5,
};

/** A stream that is late by less than so many frames has not stalled, however slow it is. */
export const stallFrames = 4;

export const defaultGate: GateConfig = { width: 4, holdSeconds: 1 };
