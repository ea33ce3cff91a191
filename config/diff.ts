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
  return diffKnown(before, after, (camera) => camera);
}

/**
 * The same, where `before` holds more than what was wished; null: nothing was. Makes no copy of a
 * fleet in which one camera changes.
 */
export function diffKnown<Known, Camera>(
  known: Cameras<Known>,
  after: Cameras<Camera>,
  wishedOf: (known: Known) => Camera | null,
): readonly CameraChange<Camera>[] {
  const before = (camera: string) =>
    Object.hasOwn(known, camera) ? wishedOf(known[camera]!) : null;
  const removed = Object.keys(known).filter((camera) => {
    return !Object.hasOwn(after, camera) && before(camera) !== null;
  });
  const put = Object.keys(after).filter((camera) => !isSame(before(camera), after[camera]!));
  return [
    ...removed.map((camera) => ({ type: 'camera.removed', camera }) as const),
    ...put.map((camera) => {
      const type = before(camera) === null ? 'camera.added' : 'camera.changed';
      return { type, camera, config: after[camera]! } as const;
    }),
  ];
}

/** What nobody touched is usually the very same object. */
const isSame = (one: unknown, other: unknown) => one === other || isDeepStrictEqual(one, other);
