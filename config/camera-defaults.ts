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
  recordEnabled: false,
  recordDirectory: 'recordings',
  keepFreeMegabytes: 500,
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
  segmentSeconds: 60,
};

/**
 * The least time-out for a segment of so many seconds when nobody writes one. Frigate's has 120
 * instead of 60 in the table above, because it sees only segments that are finished.
 */
export const segmentTimeoutLeast = (segmentSeconds: number): number => 2 * segmentSeconds + 30;

/** A stream that is late by less than so many frames has not stalled, however slow it is. */
export const stallFrames = 4;

export const defaultGate: GateConfig = { width: 4, holdSeconds: 1 };
