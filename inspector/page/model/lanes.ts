import type { StoryEvent } from '../../api.ts';

/** Who talks with whom, from the left. */
export const lanes = [
  'outside',
  'keeper',
  'gate',
  'camera',
  'capture',
  'tracker',
  'recorder',
  'memory',
] as const;
export type Lane = (typeof lanes)[number];

/** Where an actor stands; what a process actor runs stands with it. */
export function laneOf(path: string): Lane {
  if (path === 'keeper' || path === 'gate') return path;
  if (!path.startsWith('camera:')) return 'outside';
  const role = path.split('/')[1];
  if (role === undefined) return 'camera';
  return lanes.find((lane) => lane === role) ?? 'camera';
}

export type Step = {
  readonly from: Lane;
  readonly to: Lane;
  readonly isTimer: boolean;
};

export function stepOf({ path, from }: Pick<StoryEvent, 'path' | 'from'>): Step {
  const to = laneOf(path);
  return { to, from: from === 'timer' ? to : laneOf(from), isTimer: from === 'timer' };
}
