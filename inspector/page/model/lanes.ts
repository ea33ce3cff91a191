import { cameraAt, type StoryEvent } from '../../api.ts';

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
  /** Another camera that has to do with it: it stands outside. */
  readonly stranger: string | null;
};

type Told = Pick<StoryEvent, 'path' | 'from' | 'about'>;

/** Whether it is a matter of this camera: of its own, or of all. */
export const concerns = (event: Told, camera: string): boolean =>
  stepOf(event, camera).stranger === null;

/** Seen from one camera. */
export function stepOf({ path, from, about }: Told, camera: string): Step {
  const lane = (one: string): Lane => (isStranger(one, camera) ? 'outside' : laneOf(one));
  const isTimer = from === 'timer';
  const aboutAnother = about === undefined || about === camera ? null : about;
  const stranger = [path, from].find((one) => isStranger(one, camera));
  return {
    from: lane(isTimer ? path : from),
    to: lane(path),
    isTimer,
    stranger: stranger === undefined ? aboutAnother : cameraAt(stranger),
  };
}

const isStranger = (path: string, camera: string): boolean =>
  ![camera, null].includes(cameraAt(path));

/** What XState says by itself, in words. */
export function eventWords(event: string): string {
  if (event === 'xstate.init') return 'begins';
  const [, kind, name] = /^xstate\.(after|done\.actor|error\.actor)\.([^.]+)/.exec(event) ?? [];
  if (name === undefined) return event;
  return kind === 'after' ? `after ${name}` : `${name} ${kind === 'done.actor' ? 'done' : 'broke'}`;
}
