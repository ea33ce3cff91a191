/**
 * Schedules that have found a fault, run before all others. A seed that fails is added here with
 * the fault that it found; what a seed does changes when `tests/support/chaos.ts` does.
 */
export const seedsKept: readonly (readonly [seed: number, fault: string])[] = [];
