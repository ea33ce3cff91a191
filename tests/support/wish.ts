import type { CameraConfig } from '../../config/camera-config.ts';
import { defaultTimeouts } from '../../config/camera-defaults.ts';
import type { DesiredCamera } from '../../config/desired.ts';

type Changes = {
  readonly width?: number;
  readonly url?: string;
  readonly fps?: number;
  readonly detect?: boolean;
  readonly disabledBy?: DesiredCamera['disabledBy'];
};

/** A camera as configuration desires it. */
export function wish(changes: Changes = {}): DesiredCamera {
  const { width = 1280, url = 'rtsp://camera/a', fps = 5, detect = true } = changes;
  const { disabledBy = null } = changes;
  const config: CameraConfig = {
    enabled: disabledBy === null,
    ffmpeg: {
      path: 'default',
      inputs: [{ path: url, roles: ['detect'], globalArgs: [], hwaccelArgs: [], inputArgs: [] }],
      detectOutputArgs: [],
      recordOutputArgs: [],
      retryIntervalSeconds: 10,
    },
    detect: { enabled: detect, width, height: 720, fps },
    timeouts: defaultTimeouts,
    retry: { firstSeconds: 0.5 },
  };
  return { config, origin: 'file', disabledBy };
}
