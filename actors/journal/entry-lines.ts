import type { Table } from '../../config/table.ts';
import type { Input } from '../door/door.ts';
import { type JournalBeginning, type Transition, unchanged } from './format.ts';
import { Masking } from './masking.ts';

/** Writes beginnings and entries as lines of JSON, masked, and a configuration's news only. */
export class EntryLines {
  readonly #masking = new Masking();
  /** A camera's wish as it was written, as long as somebody holds the wish. */
  readonly #written = new WeakMap<object, string>();
  /** The wishes of the last configuration since the last beginning. */
  #cameras = new Map<string, object>();

  beginning(beginning: JournalBeginning): string {
    this.#cameras = new Map();
    return JSON.stringify(this.#masking.of(beginning));
  }

  /** `input` is null for what the start itself led to. */
  entry(at: number, input: Input | null, moves: readonly Transition[]): string {
    const atMs = Math.round(at * 1000) / 1000;
    return `{"at":${atMs}${this.#input(input)},"moves":${JSON.stringify(moves)}}`;
  }

  #input(input: Input | null): string {
    if (input === null) return '';
    if ('timer' in input) return `,"timer":${input.timer}`;
    return `,"to":${JSON.stringify(input.to)},"event":${this.#event(input.event)}`;
  }

  #event(event: { readonly type: string }): string {
    const { desired, ...others } = event as { readonly type: string; readonly desired?: Wishes };
    const masked = JSON.stringify(this.#masking.of(others));
    return desired ? `${masked.slice(0, -1)},"desired":${this.#desired(desired)}}` : masked;
  }

  #desired({ cameras, ...others }: Wishes): string {
    const before = this.#cameras;
    this.#cameras = new Map(cameras);
    const rows = cameras.map(([name, wish]) => {
      const written = before.get(name) === wish ? JSON.stringify(unchanged) : this.#wish(wish);
      return `[${JSON.stringify(name)},${written}]`;
    });
    const rest = JSON.stringify(this.#masking.of(others));
    return `${rest.slice(0, -1)}${rest === '{}' ? '' : ','}"cameras":[${rows.join()}]}`;
  }

  #wish(wish: object): string {
    const known = this.#written.get(wish);
    if (known !== undefined) return known;
    const line = JSON.stringify(this.#masking.of(wish));
    this.#written.set(wish, line);
    return line;
  }
}

type Wishes = { readonly cameras: Table<object> };
