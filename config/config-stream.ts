import { concatMap, type Observable, scan } from 'rxjs';
import {
  type ConfigInput,
  type ConfigOutcome,
  type DesiredStep,
  desire,
  nothingDesired,
} from './desired.ts';

/**
 * Files and commands in, in the order of their arrival, whole configurations out; what was refused
 * is a value too. Inputs that change nothing give nothing.
 */
export function desiredConfigurations(inputs$: Observable<ConfigInput>): Observable<ConfigOutcome> {
  const start: DesiredStep = { state: nothingDesired, outcome: null };
  return inputs$.pipe(
    scan(({ state }, input) => desire(state, input), start),
    concatMap(({ outcome }) => (outcome === null ? [] : [outcome])),
  );
}
