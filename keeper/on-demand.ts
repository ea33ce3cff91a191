import { Observable } from 'rxjs';
import type { Demand } from '../actors/tracker/demand.ts';

/** Whoever subscribes is demand, and demand ends with the last one. */
export function onDemand<Value>(source$: Observable<Value>, demand: Demand): Observable<Value> {
  return new Observable((subscriber) => {
    const subscription = source$.subscribe(subscriber);
    demand.look();
    return () => {
      subscription.unsubscribe();
      demand.look();
    };
  });
}
