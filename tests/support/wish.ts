import type { CameraConfig } from '../../config/camera-config.ts';
import { defaultTimeouts } from '../../config/camera-defaults.ts';
import type { DesiredCamera } from '../../config/desired.ts';

type Changes = {
  readonly width?: number;
  readonly url?: string;
  readonly fps?: number;
  readonly detect?: boolean;
  /** By an input of its own, or by the one that is captured. */
  readonly record?: 'apart' | 'shared' | null;
  readonly disabledBy?: DesiredCamera['disabledBy'];
};

/** A camera as configuration desires it. */
export function wish(changes: Changes = {}): DesiredCamera {
  const { width = 1280, url = 'rtsp://camera/a', fps = 5, detect = true } = changes;
  const { disabledBy = null, record = null } = changes;
  const plain = { globalArgs: [], hwaccelArgs: [], inputArgs: [] };
  const captured = { ...plain, path: url, roles: ['detect'] as const };
  const config: CameraConfig = {
    enabled: disabledBy === null,
    ffmpeg: {
      path: 'default',
      inputs:
        record === 'apart'
          ? [captured, { ...plain, path: 'rtsp://camera/main', roles: ['record'] }]
          : [{ ...captured, roles: record === 'shared' ? ['detect', 'record'] : ['detect'] }],
      detectOutputArgs: [],
      recordOutputArgs: [],
      retryIntervalSeconds: 10,
    },
    detect: { enabled: detect, width, height: 720, fps },
    record: { enabled: record !== null, directory: '/recordings', keepFreeMegabytes: 500 },
    timeouts: defaultTimeouts,
    retry: { firstSeconds: 0.5 },
  };
  return { config, origin: 'file', disabledBy };
}
