import type { EventObject } from 'xstate';
import { RecentMap } from '../../bus/recent-map.ts';
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
export type DoorState = Born & {
  /** Who lives now. */
  readonly addresses: readonly string[];
  readonly timersMade: number;
  /** Numbers of the timers that are still to ring, in the order of their making. */
  readonly timers: readonly number[];
};

type Born = {
  /** How many have lived at each path, the one that was born into last at the end. */
  readonly born: readonly (readonly [path: string, number: number])[];
  /** The highest number of the paths that are no longer known. */
  readonly bornForgotten: number;
};

/** Four for each camera. */
const pathsMax = 10_000;

/**
 * `camera:front/capture/run#2`: the second actor that lived at that path. Of paths under which
 * nobody was born for long only the highest number is kept: who is born there again has a higher
 * one, so that no address stands for two.
 */
export class Incarnations {
  #forgotten: number;
  readonly #born = new RecentMap<number>(pathsMax, (number) => {
    this.#forgotten = Math.max(this.#forgotten, number);
  });

  constructor({ born, bornForgotten }: Born = { born: [], bornForgotten: 0 }) {
    this.#forgotten = bornForgotten;
    for (const [path, number] of born) this.#born.set(path, number);
  }

  get state(): Born {
    return { born: [...this.#born], bornForgotten: this.#forgotten };
  }

  next(path: string): string {
    const number = (this.#born.get(path) ?? this.#forgotten) + 1;
    this.#born.set(path, number);
    return `${path}#${number}`;
  }
}
