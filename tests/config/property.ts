import fc from 'fast-check';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** Checks a property; a failure says the seed, and `SEED=…` repeats it. */
export function checkProperty<Values>(property: fc.IRawProperty<Values>, numRuns = 300): void {
  fc.assert(property, { seed, numRuns });
}
