import type { EventObject } from 'xstate';
import type { Clock } from './clock.ts';

/**
 * One thing that came into the machines from outside. A run is its start-up state and these, in
 * order.
 */
export type Input =
  | { readonly at: number; readonly to: string; readonly event: EventObject }
  | { readonly at: number; readonly timer: number };

/** The edge actor's side of the door. */
export type Doorway = {
  readonly report: (event: EventObject) => void;
  readonly close: () => void;
};

/**
 * The one door: whatever the machines hear from outside enters here, numbered and in order, so that
 * the same inputs make the same run. What is reported is delivered later, never inside the call.
 */
export type Door = {
  readonly clock: Clock;
  readonly open: (path: string, receive: (event: EventObject) => void) => Doorway;
};

/** `camera:front/capture/run#2`: the second actor that lived at that path. */
export class Incarnations {
  readonly #born = new Map<string, number>();

  next(path: string): string {
    const number = (this.#born.get(path) ?? 0) + 1;
    this.#born.set(path, number);
    return `${path}#${number}`;
  }
}
