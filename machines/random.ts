/** The state of a generator of random numbers, kept in the context of the actor that draws. */
export type RandomState = number;

/**
 * A linear congruential step (Numerical Recipes): good enough to spread retries, replays exactly.
 */
export const nextRandom = (state: RandomState): RandomState =>
  (Math.imul(state, 1664525) + 1013904223) >>> 0;

/** The state as a number in [0, 1). */
export const unitOf = (state: RandomState): number => state / 2 ** 32;

/** A start state of its own for each path, from the one seed of the keeper (FNV-1a). */
export function seedFor(path: string, seed: number): RandomState {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < path.length; index++) {
    hash = Math.imul(hash ^ path.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
