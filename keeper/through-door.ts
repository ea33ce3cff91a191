import { Observable } from 'rxjs';
import { type CallbackActorLogic, type EventObject, fromCallback } from 'xstate';
import type { ConfigFact } from '../actors/contracts.ts';
import type { Door } from '../actors/door/door.ts';
import type { Edges } from './assemble.ts';

/** A stream whose values enter through the door, under a path of its own. */
export function throughDoor<Fact extends EventObject>(
  door: Door,
  path: string,
  source$: Observable<Fact>,
): Observable<Fact> {
  return new Observable((subscriber) => {
    const doorway = door.open(path, (event) => subscriber.next(event as Fact));
    const subscription = source$.subscribe({
      next: (fact) => doorway.report(fact),
      error: (error) => subscriber.error(error),
    });
    return () => {
      subscription.unsubscribe();
      doorway.close();
    };
  });
}

/** Edges that do nothing but stand at the door: what they would report comes from a journal. */
export function silentEdges(door: Door): Edges {
  const silent = <Command extends EventObject, Input extends { readonly path: string }>() =>
    fromCallback<Command, Input>(({ input, sendBack }) => {
      return door.open(input.path, sendBack).close;
    }) satisfies CallbackActorLogic<Command, Input>;
  const never$ = new Observable<ConfigFact>();
  return {
    run: silent(),
    memory: silent(),
    reaper: silent(),
    config: () => throughDoor(door, 'config', never$),
  };
}
