import type { Transition } from './format.ts';

export type Happened = {
  readonly path: string;
  readonly event: string;
  readonly state: string;
  /** False: this was its last transition, another actor may come to live at the path. */
  readonly isActive: boolean;
};

/** Leaves a state out where it stayed; writer and reader do it alike. */
export class SeenStates {
  readonly #byPath = new Map<string, string>();

  transition({ path, event, state, isActive }: Happened): Transition {
    const stayed = this.#byPath.get(path) === state;
    if (isActive) this.#byPath.set(path, state);
    else this.#byPath.delete(path);
    return [path, event, stayed ? null : state];
  }

  /** From a beginning on nothing is known. */
  clear(): void {
    this.#byPath.clear();
  }
}
