import type { CameraConfig } from '../../config/camera-config.ts';
import { parseCamera } from '../../config/parse-camera.ts';

/** A resolved camera, as the schema makes it of this section. */
export function cameraOf(section: object): CameraConfig {
  const parsed = parseCamera(section, { camera: 'test', environment: {} });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.config;
}

type More = {
  readonly detect?: object;
  readonly ffmpeg?: object;
  readonly record?: object;
  readonly camkeeper?: object;
};

/** A resolved camera with one input. */
export function cameraAt(path: string, more: More = {}) {
  const { ffmpeg, ...rest } = more;
  const detect = { width: 640, height: 360, ...more.detect };
  return cameraOf({ ...rest, detect, ffmpeg: { inputs: [{ path }], ...ffmpeg } });
}
