import { z } from 'zod';

/** One object, recognized by identity. */
const ignored = z.unknown().describe('not supported yet, ignored');

/**
 * What Frigate knows and camkeeper does not, so far: accepted and reported, so that an existing
 * file can be used as it is. A key that becomes supported moves from here into `schema.ts`.
 */
export function unsupported(keys: string) {
  const rows = keys.split(/\s+/).map((key) => [key, ignored.optional()] as const);
  return Object.fromEntries(rows) as Record<string, z.ZodOptional<typeof ignored>>;
}

export function isIgnored(schema: unknown): boolean {
  return schema instanceof z.ZodOptional && schema.unwrap() === ignored;
}

export const unsupportedTopLevel = unsupported(
  'mqtt database detectors model objects snapshots audio motion review go2rtc birdseye ' +
    'live ui telemetry version auth proxy tls logger notifications genai face_recognition lpr ' +
    'semantic_search timestamp_style networking camera_groups classification profiles ' +
    'audio_transcription safe_mode',
);

export const unsupportedInCamera = unsupported(
  'snapshots objects motion zones mqtt onvif live audio review birdseye ui ' +
    'timestamp_style best_image_timeout webui_url friendly_name type lpr face_recognition ' +
    'notifications semantic_search genai profiles audio_transcription',
);

export const unsupportedInFfmpeg = unsupported('apple_compatibility gpu');

/** Nothing that is recorded is looked through, kept for so long or deleted yet. */
export const unsupportedInRecord = unsupported(
  'expire_interval continuous motion alerts detections export preview retain events ' +
    'sync_recordings',
);

export const unsupportedInDetect = unsupported(
  'min_initialized max_disappeared stationary annotation_offset',
);
