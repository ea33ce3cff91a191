import type { Want } from '../contracts.ts';

/**
 * What a tracker is told, whole every time. It answers with the generation when it runs with it.
 */
export type TrackerSettings = {
  readonly generation: number;
  readonly camera: string;
  /** Whether anybody listens; frames are counted either way. */
  readonly results: boolean;
  readonly detect: { readonly enabled: boolean; readonly fps: number };
};

export const trackerSettings = (
  camera: string,
  { generation, config: { detect } }: Want,
  results: boolean,
): TrackerSettings => ({
  generation,
  camera,
  results,
  detect: { enabled: detect.enabled, fps: detect.fps },
});
