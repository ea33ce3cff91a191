import { houseMutants } from './house.ts';
import type { Mutant } from './mutant.ts';

/** Each is a mistake that somebody could make, or has made, in a later change. */
export const mutants: readonly Mutant[] = [...houseMutants];
