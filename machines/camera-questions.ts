import type { Role, Want } from '../actors/contracts.ts';
import { costOf } from '../config/cost.ts';
import type { ErrorData } from '../config/errors.ts';
import { type CameraContext, type CameraResult, roles } from './camera-context.ts';
import { policyFor } from './policy.ts';

// What the guards and actions of a camera ask its context. Pure.

/** Desired to run, and nothing stands against it. */
export const isWanted = ({ desired, refusedGeneration, fault }: CameraContext): boolean =>
  desired.config !== null && refusedGeneration !== desired.generation && fault === null;

export function disabledWhy({ desired }: CameraContext): 'faulted' | 'byRequest' | 'byConfig' {
  if (desired.config !== null) return 'faulted';
  return desired.disabledBy === 'request' ? 'byRequest' : 'byConfig';
}

/** A refusal counts against the wish it was asked for; one wished meanwhile is still to be tried. */
export const refusedBecause = ({ asked, desired }: CameraContext, error: ErrorData) =>
  asked.generation === desired.generation ? { fault: error } : {};

/** Unwanted, in need of another region, or with a region that cannot be used any more. */
export const mustEmpty = ({ desired, applied, unusable }: CameraContext): boolean =>
  desired.config === null ||
  unusable ||
  (applied.config !== null && costOf(applied.config, desired.config) === 'region');

/** What each process is to run with now: a new revision where the change costs the role a restart. */
export function nextWants({ applied, desired, region, revision }: CameraContext) {
  if (!region || !desired.config) return null;
  const config = desired.config;
  const cost = applied.config ? costOf(applied.config, config) : 'none';
  const next = {
    capture: revision.capture + (cost === 'capture' ? 1 : 0),
    tracker: revision.tracker + (cost === 'tracker' ? 1 : 0),
  };
  const want = (role: Role): Want => ({
    revision: `${region.generation}.${next[role]}`,
    generation: desired.generation,
    region,
    config,
    policy: policyFor(role, config),
  });
  return { revision: next, capture: want('capture'), tracker: want('tracker') };
}

/** The result, with whoever is still there when the deadline has passed. */
export const withAbandoned = ({ process, result }: CameraContext): CameraResult => ({
  ...result,
  abandoned: roles.filter((role) => process[role].phase !== 'off'),
});

/**
 * The newest generation for which no process still runs older settings. A process that is off,
 * waits for its place or backs off will start with the newest ones.
 */
export function observedGeneration(context: CameraContext): number {
  const { applied, desired, region, refusedGeneration } = context;
  if (refusedGeneration === desired.generation) return applied.generation;
  if (!region) return desired.config === null ? desired.generation : applied.generation;
  const running = roles
    .map((role) => context.process[role])
    .filter(({ phase }) => phase === 'starting' || phase === 'ready' || phase === 'stopping')
    .map(({ acknowledged }) => acknowledged ?? 0);
  return Math.min(applied.generation, ...running);
}
