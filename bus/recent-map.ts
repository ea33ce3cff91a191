/**
 * A map that keeps the keys which were set last. Names come and go for years; what is kept by name
 * must not grow with them.
 */
export class RecentMap<Value> {
  readonly #keysMax: number;
  readonly #onForgotten: (value: Value) => void;
  /** In the order of being set: the first one is the oldest. */
  readonly #values = new Map<string, Value>();

  constructor(keysMax: number, onForgotten: (value: Value) => void = () => {}) {
    this.#keysMax = keysMax;
    this.#onForgotten = onForgotten;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#keysMax) return;
    const [oldest, forgotten] = this.#values.entries().next().value!;
    this.#values.delete(oldest);
    this.#onForgotten(forgotten);
  }
}
