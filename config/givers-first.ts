import type { DesiredCamera } from './desired.ts';
import { regionBytes } from './region-shape.ts';
import { finder, type Table } from './table.ts';

/**
 * Who is to hear of a change first: those that want less memory than before, so that it is reckoned
 * with when the others ask for theirs.
 */
export function giversFirst(
  cameras: readonly string[],
  { before, after }: Record<'before' | 'after', Table<DesiredCamera>>,
): readonly string[] {
  const [afterOf, beforeOf] = [finder(after), finder(before)];
  const gives = (name: string) => wantedBytes(afterOf(name)) < wantedBytes(beforeOf(name));
  const givers = new Set(cameras.filter(gives));
  return [...givers, ...cameras.filter((name) => !givers.has(name))];
}

const wantedBytes = (camera: DesiredCamera | null): number =>
  camera?.disabledBy === null ? regionBytes(camera.config) : 0;
