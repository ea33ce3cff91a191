import { isDeepStrictEqual } from 'node:util';
import { finder, type Table } from './table.ts';

export type CameraChange<Camera> =
  | { readonly type: 'camera.removed'; readonly camera: string }
  | {
      readonly type: 'camera.added' | 'camera.changed';
      readonly camera: string;
      readonly config: Camera;
    };

/**
 * What must happen to turn `before` into `after`: removals first, so that what they held is free
 * for the rest, then additions and changes in the order of `after`.
 */
export function diffCameras<Camera>(
  before: Table<Camera>,
  after: Table<Camera>,
): readonly CameraChange<Camera>[] {
  return diffKnown(before, after, (camera) => camera);
}

/**
 * The same, where `before` holds more than what was wished; null: nothing was. Makes no copy of a
 * fleet in which one camera changes.
 */
export function diffKnown<Known, Camera>(
  known: Table<Known>,
  after: Table<Camera>,
  wishedOf: (known: Known) => Camera | null,
): readonly CameraChange<Camera>[] {
  const [knownOf, afterOf] = [finder(known), finder(after)];
  const removed = known.filter(([camera, one]) => {
    return afterOf(camera) === null && wishedOf(one) !== null;
  });
  const changed = after.flatMap(([camera, config]): CameraChange<Camera>[] => {
    const one = knownOf(camera);
    const before = one === null ? null : wishedOf(one);
    if (isSame(before, config)) return [];
    return [{ type: before === null ? 'camera.added' : 'camera.changed', camera, config }];
  });
  return [...removed.map(([camera]) => ({ type: 'camera.removed', camera }) as const), ...changed];
}

/** What nobody touched is usually the very same object. */
const isSame = (one: unknown, other: unknown) => one === other || isDeepStrictEqual(one, other);
