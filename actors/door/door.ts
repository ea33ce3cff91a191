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

/** Four for each camera. */
const pathsMax = 10_000;

/**
 * `camera:front/capture/run#2`: the second actor that lived at that path. Of paths under which
 * nobody was born for long only the highest number is kept: who is born there again has a higher
 * one, so that no address stands for two.
 */
export class Incarnations {
  #forgotten = 0;
  readonly #born = new RecentMap<number>(pathsMax, (number) => {
    this.#forgotten = Math.max(this.#forgotten, number);
  });

  next(path: string): string {
    const number = (this.#born.get(path) ?? this.#forgotten) + 1;
    this.#born.set(path, number);
    return `${path}#${number}`;
  }
}
