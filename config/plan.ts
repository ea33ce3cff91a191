import { isDeepStrictEqual } from 'node:util';
import { type Cost, costs, dearest, type PathCost, pathCosts } from './cost.ts';
import type { Desired, DesiredCamera } from './desired.ts';
import { type Memory, withinMemory } from './plan-room.ts';
import { finder } from './table.ts';

/**
 * What a change does to one camera. `why` is for people; `changes` are the paths of its
 * configuration that differ, with the cost of each.
 */
export type CameraPlan = {
  readonly camera: string;
  readonly why: string;
  readonly changes: readonly PathCost[];
} & (
  | { readonly action: 'start' | 'stop' }
  /** `region`: everything, since it needs memory of another size. */
  | { readonly action: 'restart'; readonly part: Part; readonly parts: readonly Part[] }
  /** Told to what runs: nothing restarts. */
  | { readonly action: 'live' }
  /** Nothing of it runs, neither before nor after. */
  | { readonly action: 'idle' }
  /** There is no room for it, or for its other size: it starts or changes when there is. */
  | { readonly action: 'refuse' }
  | { readonly action: 'unchanged' }
);

/** `part` of a plan is the dearest of its `parts`. */
export type Part = Exclude<Cost, 'none' | 'live'>;

/** In the order of what is desired, after the cameras that go. */
export type Plan = readonly CameraPlan[];

/**
 * What turning `before` into `after` does, camera by camera. `null`: nothing runs yet. Without
 * `memory` there is as much as is wanted.
 */
export function planOf(before: Desired | null, after: Desired, memory: Memory | null = null): Plan {
  const old = before?.cameras ?? [];
  const [beforeOf, afterOf] = [finder(old), finder(after.cameras)];
  const gone = old.filter(([camera]) => afterOf(camera) === null);
  const plans = [
    ...gone.map(([camera, one]) => planCamera(camera, one, null)),
    ...after.cameras.map(([camera, one]) => planCamera(camera, beforeOf(camera), one)),
  ];
  return memory ? withinMemory(plans, { before: old, after: after.cameras, memory }) : plans;
}

export const isChange = ({ action }: CameraPlan): boolean => action !== 'unchanged';

/** `restart capture: ffmpeg.path, detect.fps`. */
export function planWords(plan: CameraPlan): string {
  const { action, why } = plan;
  if (action === 'unchanged') return action;
  if (action !== 'restart') return `${action}: ${why}`;
  const words = plan.parts.map((part) => (part === 'region' ? 'everything' : part));
  return `restart ${words.join(' and ')}: ${why}`;
}

const runs = (camera: DesiredCamera | null): camera is DesiredCamera => camera?.disabledBy === null;

function planCamera(
  camera: string,
  before: DesiredCamera | null,
  after: DesiredCamera | null,
): CameraPlan {
  if (before === after || isDeepStrictEqual(before, after))
    return { camera, changes: [], action: 'unchanged', why: '' };
  const changes = before && after ? pathCosts(before.config, after.config) : [];
  const base = { camera, changes };
  const off = offWords(after);
  if (runs(before) && runs(after)) return { ...base, ...changeOf(before, after, changes) };
  if (runs(after)) return { ...base, action: 'start', why: before ? 'is enabled' : 'is new' };
  if (runs(before)) return { ...base, action: 'stop', why: off };
  return { ...base, action: 'idle', why: idleWords(before, off) };
}

function offWords(after: DesiredCamera | null): string {
  if (after === null) return 'is removed';
  return `is disabled by ${after.disabledBy === 'request' ? 'command' : 'configuration'}`;
}

const idleWords = (before: DesiredCamera | null, off: string): string =>
  before ? `${off}, and did not run` : `is new, and ${off}`;

function changeOf(before: DesiredCamera, after: DesiredCamera, changes: readonly PathCost[]) {
  const cost = dearest(changes);
  if (cost === 'none' || cost === 'live') {
    const told = changes.map(({ path }) => path).join(', ');
    return { action: 'live', why: told || `from ${before.origin} to ${after.origin}` } as const;
  }
  const parts = cost === 'region' ? [cost] : partsIn(changes);
  const because = changes.filter((change) => parts.some((part) => part === change.cost));
  const why = [...new Set(because.map(({ path }) => path))].join(', ');
  return { action: 'restart', part: cost, parts, why } as const;
}

/** Each process that restarts, the dearest first. */
function partsIn(changes: readonly PathCost[]): readonly Part[] {
  const isPart = (cost: Cost): cost is Part => cost !== 'none' && cost !== 'live';
  return costs
    .filter(isPart)
    .filter((part) => changes.some(({ cost }) => cost === part))
    .reverse();
}
