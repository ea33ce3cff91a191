import type { Want } from '../contracts.ts';

/** What a tracker is told, whole every time. It answers with the generation when it runs with it. */
export type TrackerSettings = {
  readonly generation: number;
  readonly camera: string;
  readonly detect: { readonly enabled: boolean; readonly fps: number };
};

export const trackerSettings = (
  camera: string,
  { generation, config: { detect } }: Want,
): TrackerSettings => ({
  generation,
  camera,
  detect: { enabled: detect.enabled, fps: detect.fps },
});
