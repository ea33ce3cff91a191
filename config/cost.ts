import type { CameraConfig } from './camera-config.ts';
export const costOf = (
  a: CameraConfig,
  b: CameraConfig,
): 'none' | 'live' | 'tracker' | 'capture' | 'region' => {
  if (a.detect.width !== b.detect.width) return 'region';
  if (JSON.stringify(a.ffmpeg) !== JSON.stringify(b.ffmpeg)) return 'capture';
  return JSON.stringify(a) === JSON.stringify(b) ? 'none' : 'live';
};
