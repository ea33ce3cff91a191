/** How well a stream comes in, in Frigate's words. */
export type Quality = 'excellent' | 'fair' | 'poor' | 'unusable';

export type Reception = {
  /** Frames a second that are asked for, and that come. */
  readonly wantedFps: number;
  readonly fps: number;
  readonly reconnectsLastHour: number;
  readonly stallsLastHour: number;
};

/**
 * Frigate's rules (its `connection_quality`), but for streams of less than two frames a second,
 * whose rates would always be unusable there.
 */
export function qualityOf(reception: Reception): Quality {
  const { wantedFps, fps, reconnectsLastHour: reconnects, stallsLastHour: stalls } = reception;
  if (fps < Math.min(0.1, wantedFps / 2)) return 'unusable';
  if (reconnects === 0 && fps >= 0.9 * wantedFps && stalls < 5) return 'excellent';
  if (reconnects <= 2 && fps >= 0.6 * wantedFps) return 'fair';
  const tooFew = fps < Math.min(1, wantedFps / 2);
  return reconnects > 10 || tooFew || stalls > 100 ? 'unusable' : 'poor';
}
