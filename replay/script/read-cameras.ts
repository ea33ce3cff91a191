import { checkCameraName } from '../../config/camera-name.ts';
import type { DesiredCamera } from '../../config/desired.ts';
import type { Findings } from '../../config/findings.ts';
import { isMap } from '../../config/prune.ts';
import { resolveCamera } from '../../config/resolve.ts';
import { cameraSection } from '../../config/schema.ts';
import { validate } from '../../config/validate.ts';

type Cameras = Readonly<Record<string, DesiredCamera>>;

/** Cameras as they stand in a configuration; what is wrong with them is told to `findings`. */
export function readCameras(map: Readonly<Record<string, unknown>>, findings: Findings): Cameras {
  const read = Object.entries(map).flatMap(([name, section]) => {
    checkCameraName(name, findings);
    const camera = readCamera(name, section, findings.at(name));
    return camera === null ? [] : [[name, camera] as const];
  });
  return Object.fromEntries(read);
}

/** A stream needs no address here: a camera without one has `rtsp://NAME/stream`. */
export function readCamera(name: string, value: unknown, found: Findings): DesiredCamera | null {
  const section = validate(cameraSection, withStream(name, value ?? {}), found);
  if (section === null) return null;
  const errors = found.errors.length;
  const config = resolveCamera(section, { defaults: {}, environment: {}, findings: found });
  if (found.errors.length > errors) return null;
  return { config, origin: 'file', disabledBy: config.enabled ? null : 'config' };
}

function withStream(name: string, value: unknown): unknown {
  if (!isMap(value)) return value;
  const { ffmpeg = {} } = value;
  if (!isMap(ffmpeg) || 'inputs' in ffmpeg) return value;
  return { ...value, ffmpeg: { inputs: [{ path: `rtsp://${name}/stream` }], ...ffmpeg } };
}
