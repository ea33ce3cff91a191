import { isDeepStrictEqual } from 'node:util';

export type CameraChange<Camera> =
  | { readonly type: 'camera.removed'; readonly camera: string }
  | {
      readonly type: 'camera.added' | 'camera.changed';
      readonly camera: string;
      readonly config: Camera;
    };

type Cameras<Camera> = Readonly<Record<string, Camera>>;

/**
 * What must happen to turn `before` into `after`: removals first, so that what they held is free
 * for the rest, then additions and changes in the order of `after`.
 */
export function diffCameras<Camera>(
  before: Cameras<Camera>,
  after: Cameras<Camera>,
): readonly CameraChange<Camera>[] {
  const removed = Object.keys(before).filter((camera) => !Object.hasOwn(after, camera));
  const put = Object.entries(after).filter(([camera, config]) => {
    return !Object.hasOwn(before, camera) || !isDeepStrictEqual(before[camera], config);
  });
  return [
    ...removed.map((camera) => ({ type: 'camera.removed', camera }) as const),
    ...put.map(([camera, config]) => ({ type: verb(before, camera), camera, config }) as const),
  ];
}

function verb(before: object, camera: string): 'camera.added' | 'camera.changed' {
  return Object.hasOwn(before, camera) ? 'camera.changed' : 'camera.added';
}
