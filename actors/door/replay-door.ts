import type { EventObject } from 'xstate';
import type { Clock } from './clock.ts';
import { type Door, type DoorState, type Doorway, Incarnations, type Input } from './door.ts';

const untouched: DoorState = {
  addresses: [],
  born: [],
  bornForgotten: 0,
  timersMade: 0,
  timers: [],
};

/** Hears how long each timer would run that is set. */
export type OnTimer = (number: number, delayMs: number) => void;

/** The door of a replay: nothing comes from outside but what the journal says. */
export class ReplayDoor implements Door {
  readonly #incarnations: Incarnations;
  readonly #doorways = new Map<string, (event: EventObject) => void>();
  readonly #timers = new Map<number, () => void>();
  #timersMade: number;
  readonly #onTimer: OnTimer;
  /** By path, who lived there when the state was taken and has not come back yet. */
  #restoring: Map<string, string> | null = null;
  #restoredTimer: number | null = null;

  constructor(state: DoorState = untouched, onTimer: OnTimer = () => {}) {
    this.#onTimer = onTimer;
    this.#incarnations = new Incarnations(state);
    this.#timersMade = state.timersMade;
  }

  readonly clock: Clock = {
    setTimeout: (ring, delayMs) => {
      const number = this.#restoredTimer ?? ++this.#timersMade;
      if (this.#restoredTimer === null) this.#onTimer(number, delayMs);
      this.#timers.set(number, ring);
      return number;
    },
    clearTimeout: (number) => this.#timers.delete(number),
  };

  readonly open = (path: string, receive: (event: EventObject) => void): Doorway => {
    const to = this.#restoring?.get(path) ?? this.#incarnations.next(path);
    this.#doorways.set(to, receive);
    return { report: () => {}, close: () => this.#doorways.delete(to) };
  };

  /** Lets one written-down input happen. Throws when the run so far does not lead there. */
  feed(input: Input): void {
    if ('timer' in input) this.#ring(input.timer);
    else this.#deliver(input.to, input.event);
  }

  /** Whoever comes to the door meanwhile lived there already, under an address of these. */
  restore(addresses: readonly string[], restore: () => void): void {
    this.#restoring = new Map(addresses.map((to) => [to.slice(0, to.lastIndexOf('#')), to]));
    restore();
    this.#restoring = null;
  }

  /** The timer that is set meanwhile has that number. */
  restoreTimer(number: number, set: () => void): void {
    this.#restoredTimer = number;
    set();
    this.#restoredTimer = null;
  }

  state(): DoorState {
    const addresses = [...this.#doorways.keys()].sort();
    const timers = [...this.#timers.keys()];
    return { addresses, ...this.#incarnations.state, timersMade: this.#timersMade, timers };
  }

  #ring(number: number): void {
    const ring = this.#timers.get(number);
    if (!ring) throw new Error(`replay: timer ${number} is not running here`);
    this.#timers.delete(number);
    ring();
  }

  #deliver(to: string, event: EventObject): void {
    const receive = this.#doorways.get(to);
    if (!receive) throw new Error(`replay: nobody lives at ${to} to hear ${event.type}`);
    receive(event);
  }
}
