import { Observable } from 'rxjs';
import { type CallbackActorLogic, type EventObject, fromCallback } from 'xstate';
import type { ConfigFact } from '../actors/contracts.ts';
import type { Door } from '../actors/door/door.ts';
import { type ErrorData, errorData } from '../config/errors.ts';
import type { Edges } from './assemble.ts';

type StreamFailed = { readonly type: 'stream.failed'; readonly error: ErrorData };

/**
 * A stream whose values enter through the door, under a path of its own. Its error does so too: it
 * is an input of the run like the values.
 */
export function throughDoor<Fact extends EventObject>(
  door: Door,
  path: string,
  source$: Observable<Fact>,
): Observable<Fact> {
  return new Observable((subscriber) => {
    const doorway = door.open(path, (event) => {
      if (event.type === 'stream.failed') subscriber.error(failure((event as StreamFailed).error));
      else subscriber.next(event as Fact);
    });
    const subscription = source$.subscribe({
      next: (fact) => doorway.report(fact),
      error: (error) => {
        const failed: StreamFailed = { type: 'stream.failed', error: errorData(error) };
        doorway.report(failed);
      },
    });
    return () => {
      subscription.unsubscribe();
      doorway.close();
    };
  });
}

const failure = ({ code, message }: ErrorData): Error =>
  Object.assign(new Error(message), { code });

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
