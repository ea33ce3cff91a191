import type { DesiredCamera } from './desired.ts';
import { regionBytes } from './region-shape.ts';

type Cameras = Readonly<Record<string, DesiredCamera>>;

/**
 * Who is to hear of a change first: those that want less memory than before, so that it is reckoned
 * with when the others ask for theirs.
 */
export function giversFirst(
  cameras: readonly string[],
  { before, after }: { readonly before: Cameras; readonly after: Cameras },
): readonly string[] {
  const gives = (name: string) => wantedBytes(after, name) < wantedBytes(before, name);
  const givers = new Set(cameras.filter(gives));
  return [...givers, ...cameras.filter((name) => !givers.has(name))];
}

function wantedBytes(cameras: Cameras, name: string): number {
  const camera = Object.hasOwn(cameras, name) ? cameras[name]! : null;
  return camera?.disabledBy === null ? regionBytes(camera.config) : 0;
}
