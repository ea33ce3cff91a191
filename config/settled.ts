import {
  connect,
  debounceTime,
  exhaustMap,
  map,
  merge,
  type OperatorFunction,
  startWith,
  take,
  timer,
} from 'rxjs';

export type Settling = {
  /** So long without another event, and the burst is over. */
  readonly quietMs: number;
  /** A burst that does not end counts as over after so long; what comes then begins another. */
  readonly atMostMs: number;
};

/** A burst of events is one: told when it has settled. Nothing ticks while nothing comes. */
export function settled({ quietMs, atMostMs }: Settling): OperatorFunction<unknown, void> {
  return connect((events$) => {
    const quiet$ = () => events$.pipe(startWith(null), debounceTime(quietMs));
    return events$.pipe(
      exhaustMap(() => merge(quiet$(), timer(atMostMs)).pipe(take(1))),
      map(() => undefined),
    );
  });
}
