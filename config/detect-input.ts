import type { FfmpegInput } from './camera-config.ts';

/** The input whose frames are captured. A configuration that was loaded has exactly one. */
export function detectInput(inputs: readonly FfmpegInput[]): FfmpegInput | undefined {
  return inputs.find(({ roles }) => roles.includes('detect'));
}
