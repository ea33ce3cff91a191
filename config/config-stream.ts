import { type Observable, scan } from 'rxjs';
import { type ConfigInput, type DesiredStep, desire, nothingDesired } from './desired.ts';

/**
 * Files and commands in, in the order of their arrival; out after each what is asked for now, and
 * what came of the input. What was refused is a value too.
 */
export function desiredSteps(inputs$: Observable<ConfigInput>): Observable<DesiredStep> {
  const start: DesiredStep = { state: nothingDesired, outcome: null };
  return inputs$.pipe(scan(({ state }, input) => desire(state, input), start));
}
