import type { Role, Want } from '../actors/contracts.ts';
import { pathCosts } from '../config/cost.ts';
import type { ErrorData } from '../config/errors.ts';
import { type RecordedBy, recordedBy } from '../config/recording.ts';
import { besideCapture, type CameraContext, type CameraResult, roles } from './camera-context.ts';
import { policyFor } from './policy.ts';
import type { ProcessStopped } from './process-setup.ts';
import { isPromised, possibleConfig, wholeGeneration } from './region-change.ts';

// What the guards and actions of a camera ask its context. Pure.

/** Desired to run, and nothing stands against it. */
export const isWanted = ({ desired, refusedGeneration, fault }: CameraContext): boolean =>
  desired.config !== null && refusedGeneration !== desired.generation && fault === null;

export function disabledWhy({ desired }: CameraContext): 'faulted' | 'byRequest' | 'byConfig' {
  if (desired.config !== null) return 'faulted';
  return desired.disabledBy === 'request' ? 'byRequest' : 'byConfig';
}

/**
 * A refusal counts against the wish it was asked for; one wished meanwhile is still to be tried.
 */
export const refusedBecause = ({ asked, desired }: CameraContext, error: ErrorData) =>
  asked.generation === desired.generation ? { fault: error } : {};

/** Unwanted, promised another region, or with a region that cannot be used any more. */
export const mustEmpty = (context: CameraContext): boolean =>
  context.desired.config === null || isUnusable(context) || isPromised(context);

/** A process ended because it could not use the region that is held now. */
export const isUnusable = ({ region, process }: CameraContext): boolean =>
  roles.some((role) => {
    const { exit } = process[role];
    return exit?.cause === 'ring-unusable' && exit.regionId === region?.id;
  });

/** With nothing there and nothing desired, the wish is fulfilled as it is heard. */
export const appliedIn = ({ applied, desired, region }: CameraContext) => {
  if (region) return applied;
  const { generation } = desired.config === null ? desired : applied;
  return { generation, config: null };
};

/** The last path of a place in the gate, `camera:front/recorder`, names the process. */
export const roleOfPath = (path: string): Role =>
  roles.find((role) => path.endsWith(`/${role}`)) ?? 'capture';

/** By the process that the configuration in force gives it to. */
export const recordedNow = ({ applied: { config } }: CameraContext): RecordedBy =>
  config && recordedBy(config);

/** Whatever is to be recorded is being recorded; true as well where nothing is. */
export const isRecording = (context: CameraContext): boolean => {
  const { capture, recorder } = context.process;
  const by = recordedNow(context);
  if (by === 'recorder') return recorder.phase === 'ready';
  return by === null || capture.recording?.isUp === true;
};

/** The tracker reads the frames, and what is to be recorded is. */
export const isAllUp = (context: CameraContext): boolean =>
  context.process.tracker.phase === 'ready' && isRecording(context);

export const isDoneBeside = ({ done }: CameraContext): boolean =>
  besideCapture.every((role) => done.includes(role));

/**
 * What each process is to run with now: a new revision where the change costs the role a restart.
 * A camera that has no input to be recorded for itself has no recorder.
 */
export function nextWants(context: CameraContext) {
  const { applied, desired, region, revision } = context;
  const config = possibleConfig(context);
  if (!region || !config) return null;
  const changes = applied.config ? pathCosts(applied.config, config) : [];
  const nextOf = (role: Role) =>
    revision[role] + (changes.some(({ cost }) => cost === role) ? 1 : 0);
  const next = {
    capture: nextOf('capture'),
    tracker: nextOf('tracker'),
    recorder: nextOf('recorder'),
  };
  const want = (role: Role): Want => ({
    revision: `${region.generation}.${next[role]}`,
    generation: desired.generation,
    region,
    config,
    policy: policyFor(role, config),
  });
  return {
    revision: next,
    config,
    capture: want('capture'),
    tracker: want('tracker'),
    recorder: recordedBy(config) === 'recorder' ? want('recorder') : null,
  };
}

/** The one deadline of a stop that begins now: all others in it are shares of it. */
export const stopWithin = ({ hurryWithinMs, applied, stopWithinMs }: CameraContext): number => {
  const { stopSeconds } = applied.config?.timeouts ?? {};
  return hurryWithinMs ?? (stopSeconds === undefined ? stopWithinMs : stopSeconds * 1000);
};

/** What had to be killed for a process to end: itself, or what it runs. */
export const forcedIn = ({ role, exit }: ProcessStopped): readonly string[] => [
  ...(exit?.forced ? [role] : []),
  ...(exit?.killed ?? []),
];

/** The result, with what is still there when the deadline has passed. */
export const withAbandoned = ({ process, result }: CameraContext): CameraResult => {
  const alive = roles.filter((role) => process[role].phase !== 'off');
  return { ...result, abandoned: alive.length > 0 ? alive : ['memory'] };
};

/**
 * The newest generation of which nothing was refused and no process still runs older settings. One
 * that is off, waits for its place or backs off will start with the newest ones.
 */
export function observedGeneration(context: CameraContext): number {
  const { region } = context;
  if (!region) return wholeGeneration(context);
  const running = roles
    .map((role) => context.process[role])
    .filter(({ phase }) => phase === 'starting' || phase === 'ready' || phase === 'stopping')
    .map(({ acknowledged, startedWith }) => acknowledged ?? startedWith ?? 0);
  return Math.min(wholeGeneration(context), ...running);
}
