import type {
  CameraConfig,
  DetectConfig,
  GateConfig,
  KeeperConfig,
  MemoryConfig,
  RecordConfig,
  Timeouts,
} from './camera-config.ts';
import {
  defaultGate,
  defaults,
  defaultTimeouts,
  fpsAdvisedMax,
  segmentTimeoutLeast,
  stallFrames,
} from './camera-defaults.ts';
import type { Findings } from './findings.ts';
import { segmentSeconds } from './recording.ts';
import { resolveFfmpeg } from './resolve-ffmpeg.ts';
import type { CameraSection, Defaults, FileSection } from './schema.ts';
import type { Environment } from './substitution.ts';

/** What lies under a camera, and where to tell what is wrong with it. */
export type Surroundings = {
  readonly defaults: Defaults;
  readonly environment: Environment;
  readonly findings: Findings;
};

/**
 * Merges the global sections under a camera (its own keys win, lists are not merged), fills in
 * defaults, and checks what only the whole can show. Meaningless once `findings` has an error.
 */
export function resolveCamera(camera: CameraSection, surroundings: Surroundings): CameraConfig {
  const findings = surroundings.findings;
  const record = resolveRecord(camera, surroundings.defaults);
  const ofFfmpeg = { ...surroundings, findings: findings.at('ffmpeg'), records: record.enabled };
  const ffmpeg = resolveFfmpeg(camera.ffmpeg, ofFfmpeg);
  const detect = resolveDetect(camera, { ...surroundings, findings: findings.at('detect') });
  return {
    enabled: camera.enabled ?? defaults.enabled,
    ffmpeg,
    detect,
    record,
    timeouts: resolveTimeouts(camera, { detect, ffmpeg }, surroundings),
    retry: resolveRetry(camera, surroundings.defaults),
  };
}

export function resolveCameras(
  cameras: Readonly<Record<string, CameraSection>>,
  surroundings: Surroundings,
): KeeperConfig['cameras'] {
  const resolved = Object.entries(cameras).map(([name, camera]) => {
    const findings = surroundings.findings.at(name);
    return [name, resolveCamera(camera, { ...surroundings, findings })] as const;
  });
  return Object.fromEntries(resolved);
}

function resolveDetect(camera: CameraSection, surroundings: Surroundings): DetectConfig {
  const { findings } = surroundings;
  const detect = { ...surroundings.defaults.detect, ...camera.detect };
  const { enabled = defaults.detectEnabled, width, height, fps = defaults.fps } = detect;
  if ((width === undefined) !== (height === undefined)) {
    findings.error('expected width and height together, or neither');
  } else if (width === undefined) {
    findings.warn(`width and height are not given: ${defaults.width}x${defaults.height} is used`);
  }
  if (fps > fpsAdvisedMax) {
    const message = `${fps} frames a second: more than ${fpsAdvisedMax} cost much and show little`;
    findings.at('fps').warn(message);
  }
  return { enabled, width: width ?? defaults.width, height: height ?? defaults.height, fps };
}

function resolveRecord(camera: CameraSection, under: Defaults): RecordConfig {
  const { enabled = defaults.recordEnabled } = { ...under.record, ...camera.record };
  const place = { ...under.camkeeper?.record, ...camera.camkeeper?.record };
  return {
    enabled,
    directory: place.directory ?? defaults.recordDirectory,
    keepFreeMegabytes: place.keep_free ?? defaults.keepFreeMegabytes,
  };
}

function resolveTimeouts(
  camera: CameraSection,
  { detect: { fps }, ffmpeg }: Pick<CameraConfig, 'detect' | 'ffmpeg'>,
  { defaults, findings }: Surroundings,
) {
  const given = { ...defaults.camkeeper?.timeouts, ...camera.camkeeper?.timeouts };
  const leastSeconds = stallFrames / fps;
  for (const key of ['stall', 'first_frame'] as const) {
    if ((given[key] ?? leastSeconds) >= leastSeconds) continue;
    const message = `${leastSeconds} s is used: ${stallFrames} frames at ${fps} a second`;
    findings.at('camkeeper').at('timeouts').at(key).warn(message);
  }
  const { stallSeconds, firstFrameSeconds } = defaultTimeouts;
  const leastSegmentSeconds = segmentTimeoutLeast(segmentSeconds(ffmpeg.recordOutputArgs));
  return {
    stallSeconds: Math.max(given.stall ?? stallSeconds, leastSeconds),
    firstFrameSeconds: Math.max(given.first_frame ?? firstFrameSeconds, leastSeconds),
    readySeconds: given.ready ?? defaultTimeouts.readySeconds,
    stopSeconds: given.stop ?? defaultTimeouts.stopSeconds,
    healthySeconds: given.healthy ?? defaultTimeouts.healthySeconds,
    hungSeconds: given.hung ?? defaultTimeouts.hungSeconds,
    segmentSeconds: given.segment ?? Math.max(defaultTimeouts.segmentSeconds, leastSegmentSeconds),
  } satisfies Timeouts;
}

function resolveRetry(camera: CameraSection, { camkeeper }: Defaults): CameraConfig['retry'] {
  const retry = { ...camkeeper?.retry, ...camera.camkeeper?.retry };
  return { firstSeconds: retry.first ?? defaults.firstRetrySeconds };
}

/** Of the keeper as a whole. */
export function resolveGate({ camkeeper }: FileSection): GateConfig {
  const { width = defaultGate.width, hold = defaultGate.holdSeconds } = camkeeper?.gate ?? {};
  return { width, holdSeconds: hold };
}

export const resolveMemory = ({ camkeeper }: FileSection): MemoryConfig => ({
  budgetBytes: camkeeper?.memory?.budget ?? null,
});
