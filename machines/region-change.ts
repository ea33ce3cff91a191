import { costOf } from '../config/cost.ts';
import type { ErrorData } from '../config/errors.ts';
import { withinRegion } from '../config/within-region.ts';
import type { CameraContext } from './camera-context.ts';

// A wish that needs another region than the one that is held is asked of the memory before
// anything stops. Pure.

/** What was asked, and what the memory said. */
export type RegionChange = {
  /** Of the wish that needs it; -1: of none that still counts. */
  readonly generation: number;
  readonly answer: 'awaited' | 'promised' | 'declined';
  /** Why it was declined. */
  readonly error: ErrorData | null;
  /** The newest generation of which nothing was left out. */
  readonly wholeGeneration: number;
};

const answerOf = ({ change, desired }: CameraContext) =>
  change?.generation === desired.generation ? change.answer : null;

/** The newest wish needs another region, and there is room for it. */
export const isPromised = (context: CameraContext): boolean => answerOf(context) === 'promised';

/** Until it answers nothing is told to the processes. */
export const isAwaited = (context: CameraContext): boolean => answerOf(context) === 'awaited';

/** The newest wish is still to be told to the processes, or asked of the memory. */
export const isBehind = (context: CameraContext): boolean =>
  context.applied.generation !== context.desired.generation && !isAwaited(context);

/** The newest wish needs another region, and the memory was not asked yet. */
export function mustAsk(context: CameraContext): boolean {
  const { applied, desired } = context;
  if (!applied.config || !desired.config || answerOf(context) !== null) return false;
  return costOf(applied.config, desired.config) === 'region';
}

export const awaitedChange = ({ change, applied, desired }: CameraContext): RegionChange => ({
  generation: desired.generation,
  answer: 'awaited',
  error: null,
  wholeGeneration: change?.wholeGeneration ?? applied.generation,
});

/** The memory answered; null: to something that nobody asks any more. */
export function answeredChange(
  { change }: CameraContext,
  { generation, error }: { readonly generation: number; readonly error: ErrorData | null },
): RegionChange | null {
  if (change?.generation !== generation) return null;
  return { ...change, answer: error ? 'declined' : 'promised', error };
}

/** A region was made: what it was asked for is in force, and whether that is all is to be seen. */
export const settledChange = ({ change, applied }: CameraContext): RegionChange => ({
  generation: -1,
  answer: 'promised',
  error: null,
  wholeGeneration: change?.wholeGeneration ?? applied.generation,
});

/** What can be had of the newest wish with the region that is held, or was. */
export function possibleConfig(context: CameraContext, held = context.applied.config) {
  const { config } = context.desired;
  return config && held && answerOf(context) === 'declined' ? withinRegion(held, config) : config;
}

/** Only of a wish of which nothing was left out. */
export const wholeGeneration = ({ change, applied }: CameraContext): number =>
  change?.wholeGeneration ?? applied.generation;

/** Why the newest wish is not in force as a whole. */
export const declinedBecause = (context: CameraContext): ErrorData | null =>
  answerOf(context) === 'declined' ? context.change!.error : null;
