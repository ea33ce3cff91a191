import type { ProcessPolicy, Role } from '../actors/contracts.ts';
import type { CameraConfig, GateConfig, Timeouts } from '../config/camera-config.ts';
import { defaultGate } from '../config/camera-defaults.ts';
import type { GateFigures } from './gate-setup.ts';

/**
 * Before anything is known of the camera's own wishes. Data: change a rule by changing a number.
 */
export const processPolicy: Readonly<Record<Role, ProcessPolicy>> = {
  capture: {
    firstBackOffMs: 500,
    backOffMaxMs: 10_000,
    readyWithinMs: 35_000,
    stopWithinMs: 4_000,
    healthyAfterMs: 60_000,
  },
  tracker: {
    firstBackOffMs: 250,
    backOffMaxMs: 10_000,
    readyWithinMs: 10_000,
    stopWithinMs: 4_000,
    healthyAfterMs: 60_000,
  },
  recorder: {
    firstBackOffMs: 500,
    backOffMaxMs: 10_000,
    readyWithinMs: 60_000,
    stopWithinMs: 4_000,
    healthyAfterMs: 60_000,
  },
};

/**
 * capture ends by itself when the first frame is late; only one that cannot is killed from here.
 */
const firstFrameGraceMs = 5_000;

/** A tracker depends on nobody outside: it is tried sooner. */
const firstBackOffShares = { capture: 1, tracker: 0.5, recorder: 1 } as const;

/** The policy of a role under the camera's own configuration. */
export function policyFor(role: Role, config: CameraConfig): ProcessPolicy {
  const { stopSeconds, healthySeconds } = config.timeouts;
  return {
    firstBackOffMs: config.retry.firstSeconds * 1000 * firstBackOffShares[role],
    backOffMaxMs: config.ffmpeg.retryIntervalSeconds * 1000,
    stopWithinMs: stopSeconds * 1000 * stopShares['deadline.tracker'],
    healthyAfterMs: healthySeconds * 1000,
    readyWithinMs: readyWithinMs(role, config.timeouts),
  };
}

function readyWithinMs(role: Role, timeouts: Timeouts): number {
  if (role === 'capture') return timeouts.firstFrameSeconds * 1000 + firstFrameGraceMs;
  return (role === 'tracker' ? timeouts.readySeconds : timeouts.segmentSeconds) * 1000;
}

/** Shares of the stop deadline of one camera, counted from its beginning. */
export const stopShares = {
  'deadline.capture': 0.25, // SIGKILL to capture
  'deadline.late': 0.35, // SIGTERM to a tracker that has not read to the end
  'deadline.tracker': 0.5, // SIGKILL to the tracker and the recorder
  'deadline.giveUp': 0.9, // whatever is left is named as abandoned
} as const;

export const gateFigures = ({ width, holdSeconds }: GateConfig): GateFigures => ({
  width,
  holdMs: holdSeconds * 1000,
});

export const gatePolicy: GateFigures = gateFigures(defaultGate);

/** When a dead switch is suspected: so many of those that were up failed within the window. */
export const guardPolicy = { windowMs: 10_000, atLeast: 3, share: 0.5 } as const;

/** From a request to the memory actor to its answer. It is our own code: later, it is broken. */
export const memoryAnswersWithinMs = 30_000;

/**
 * From the start until the leftovers of an earlier run are found and killed; then it starts
 * anyway.
 */
export const sweepWithinMs = 10_000;

/** From the last order to kill everything until the keeper ends without an answer. */
export const reapWithinMs = 5_000;

/** One orderly stop of the whole keeper when nobody says otherwise: Docker waits for 10 s. */
export const stopCameraWithinMs = 8_000;

/** From an error of the stream of configurations until it is listened to again. */
export const configRetryMs = 1_000;
