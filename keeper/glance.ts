import type { CameraView } from './observer.ts';
import type { Parts } from './parts.ts';
import { fpsOf } from './status.ts';

/** What a list of hundreds of cameras shows several times a second: a small part of a status. */
export type Glance = {
  readonly view: CameraView;
  readonly fps: number;
  readonly droppedTotal: number;
};

/** null: there is no such camera. */
export function glanceOf({ observer, running }: Parts, camera: string): Glance | null {
  const view = observer.camera(camera);
  if (!view) return null;
  const holdings = running?.world.holdings;
  const { region } = view.context;
  const metrics = (region && holdings?.region(region.id)?.metrics()) ?? null;
  const before = holdings?.pastOf(camera).dropped ?? 0;
  const droppedTotal = before + (metrics?.queue.droppedTotal ?? 0);
  return { view, fps: fpsOf(metrics?.capture), droppedTotal };
}
