import type { Role } from '../../actors/contracts.ts';
import type { CameraConfig } from '../../config/camera-config.ts';
import type { Surroundings } from '../../keeper/explain.ts';
import { type CameraContext, freshCamera } from '../../machines/camera-context.ts';
import type { ProcessChanged, ProcessPhase } from '../../machines/process-setup.ts';
import { wish } from '../support/wish.ts';

export const config: CameraConfig = wish().config;
/** When the camera entered everything that it is in. */
export const start = Date.parse('2026-01-01T00:00:00Z');
export const times: Surroundings = {
  sinceMs: start,
  armedMs: start,
  phaseMs: { capture: start, tracker: start, recorder: start },
  guard: null,
};
const input = { name: 'a', path: 'camera:a', seed: 1, stopWithinMs: 8_000, fault: null };
export const fresh = freshCamera(input);
/** The end of the run before. */
export const exit: NonNullable<ProcessChanged['exit']> = {
  code: 23,
  signal: null,
  cause: 'ffmpeg-died',
  detail: 'exit 1',
  lastLines: ['rtsp://admin:hunter2@host: refused'],
  forced: false,
  regionId: 1,
};

export const refused = 'capture: ffmpeg ended with exit 1: rtsp://*:*@host: refused';

export type Phases = { readonly [role in Role]?: ProcessPhase };

/** A camera that has failed once, with its processes in these phases. */
export function context(phases: Phases, more: Partial<CameraContext> = {}): CameraContext {
  const { capture = 'off', tracker = 'off', recorder = 'off' } = phases;
  const one = { exit, runs: 2, failures: 1, delayMs: 500, readyAfterMs: 412 };
  return {
    ...fresh,
    desired: { ...fresh.desired, generation: 1, config },
    applied: { generation: 1, config },
    asked: { generation: 1, config },
    process: {
      capture: { ...fresh.process.capture, ...one, phase: capture },
      tracker: { ...fresh.process.tracker, ...one, phase: tracker },
      recorder: { ...fresh.process.recorder, ...one, phase: recorder },
    },
    ...more,
  };
}

export const after = (ms: number) => new Date(start + ms).toISOString();
