import type { CameraConfig } from './camera-config.ts';
import { stallFrames } from './camera-defaults.ts';
import { costOf } from './cost.ts';

/**
 * As much of a wish as can be had without another region: everything but size and rate of the
 * frames, which belong together, and the time-outs that follow from the rate.
 */
export function withinRegion(held: CameraConfig, wished: CameraConfig): CameraConfig {
  const { width, height, fps } = held.detect;
  const { stallSeconds, firstFrameSeconds } = wished.timeouts;
  const leastSeconds = stallFrames / fps;
  const timeouts = {
    ...wished.timeouts,
    stallSeconds: Math.max(stallSeconds, leastSeconds),
    firstFrameSeconds: Math.max(firstFrameSeconds, leastSeconds),
  };
  const within = { ...wished, detect: { ...wished.detect, width, height, fps }, timeouts };
  return costOf(held, within) === 'region' ? held : within;
}
