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

/** How far a door has counted, so that another one counts on: see `keeper/checkpoint.ts`. */
export type DoorState = {
  /** How many have lived at each path. */
  readonly born: Readonly<Record<string, number>>;
  readonly timersMade: number;
  /** Numbers of the timers that are still to ring, in the order of their making. */
  readonly timers: readonly number[];
};

/** `camera:front/capture/run#2`: the second actor that lived at that path. */
export class Incarnations {
  readonly #born: Map<string, number>;

  constructor(born: DoorState['born'] = {}) {
    this.#born = new Map(Object.entries(born));
  }

  get born(): DoorState['born'] {
    return Object.fromEntries(this.#born);
  }

  /** The one that was born last. */
  last(path: string): string {
    return `${path}#${this.#born.get(path) ?? 0}`;
  }

  next(path: string): string {
    const number = (this.#born.get(path) ?? 0) + 1;
    this.#born.set(path, number);
    return `${path}#${number}`;
  }
}
