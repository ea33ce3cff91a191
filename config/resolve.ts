import type { CameraConfig, DetectConfig, KeeperConfig, Timeouts } from './camera-config.ts';
import { defaults, defaultTimeouts, fpsAdvisedMax } from './camera-defaults.ts';
import type { Findings } from './findings.ts';
import { resolveFfmpeg } from './resolve-ffmpeg.ts';
import type { CameraSection, Defaults } from './schema.ts';
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
  return {
    enabled: camera.enabled ?? defaults.enabled,
    ffmpeg: resolveFfmpeg(camera.ffmpeg, { ...surroundings, findings: findings.at('ffmpeg') }),
    detect: resolveDetect(camera, { ...surroundings, findings: findings.at('detect') }),
    timeouts: resolveTimeouts(camera, surroundings.defaults),
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

function resolveTimeouts(camera: CameraSection, { camkeeper }: Defaults): Timeouts {
  const timeouts = { ...camkeeper?.timeouts, ...camera.camkeeper?.timeouts };
  return {
    stallSeconds: timeouts.stall ?? defaultTimeouts.stallSeconds,
    firstFrameSeconds: timeouts.first_frame ?? defaultTimeouts.firstFrameSeconds,
    readySeconds: timeouts.ready ?? defaultTimeouts.readySeconds,
    stopSeconds: timeouts.stop ?? defaultTimeouts.stopSeconds,
  };
}
