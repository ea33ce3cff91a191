import { createHmac, randomBytes } from 'node:crypto';
import { maskArguments, maskCredentials } from '../../config/mask.ts';

/**
 * Masks credentials so that another password stays another value: the mask is followed by a keyed
 * digest of what it hides. The key is written nowhere, so that nobody can try passwords on it.
 */
export class Masking {
  readonly #key = randomBytes(32);
  /** Configurations stand in a checkpoint many times over, and are never changed. */
  readonly #configs = new WeakMap<object, unknown>();

  /** A copy of plain JSON with every string in it masked. */
  of<Value>(value: Value): Value {
    return this.#any(value) as Value;
  }

  #any(value: unknown): unknown {
    if (typeof value === 'string') return this.#string(value, maskCredentials(value));
    if (Array.isArray(value)) return this.#list(value);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => {
      return [key, key === 'config' ? this.#config(inner) : this.#any(inner)];
    });
    return Object.fromEntries(entries);
  }

  #config(config: unknown): unknown {
    if (typeof config !== 'object' || config === null) return this.#any(config);
    const known = this.#configs.get(config) ?? this.#any(config);
    this.#configs.set(config, known);
    return known;
  }

  /** A list of strings may be an argv, where the word before tells that one is a password. */
  #list(list: readonly unknown[]): unknown[] {
    if (!list.every((item) => typeof item === 'string')) return list.map((item) => this.#any(item));
    const masked = maskArguments(list);
    return list.map((item, index) => this.#string(item, masked[index]!));
  }

  #string(plain: string, masked: string): string {
    if (plain === masked) return plain;
    const digest = createHmac('sha256', this.#key).update(plain).digest('hex');
    return `${masked}#${digest.slice(0, 8)}`;
  }
}
