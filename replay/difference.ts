import type { Input } from '../actors/door/door.ts';
import type { JournalEntry, Transition } from '../actors/journal/format.ts';

/** The first place where this run goes another way than the recorded one. */
export type Difference = {
  readonly line: number;
  /** The version of camkeeper that recorded it. */
  readonly build: string;
  /** Milliseconds since the beginning. */
  readonly atMs: number;
  /** The same as the time of day: milliseconds since 1970. */
  readonly wallMs: number;
  readonly input: string;
  /** The first transition that differs; null: it is not one that does. */
  readonly transition: DifferingTransition | null;
  readonly recorded: readonly string[];
  readonly replayed: readonly string[];
  /** Why the run cannot go on, when it cannot. */
  readonly error: string | null;
  /** The inputs before it, oldest first. */
  readonly before: readonly string[];
};

export type DifferingTransition = {
  /** The first of what the input led to that differs, from 0. */
  readonly index: number;
  /** Where it comes from, as far as it can be told: `camera:front/capture`. */
  readonly path: string;
  readonly event: string;
  /** The state that it was in; null: it was not there yet. */
  readonly was: string | null;
  /** The states that it came to; null: this did not happen. */
  readonly recorded: string | null;
  readonly replayed: string | null;
};

export type Sides = {
  readonly recorded: readonly Transition[];
  readonly replayed: readonly Transition[];
};

/** `stateBefore`: of an actor before that transition of the replay, or at last. */
export function differingTransition(
  { recorded, replayed }: Sides,
  stateBefore: (path: string, index: number | null) => string | null,
): DifferingTransition | null {
  const longer = recorded.length > replayed.length ? recorded : replayed;
  const index = longer.findIndex((_, at) => !isSame(recorded[at], replayed[at]));
  if (index < 0) return null;
  // the same ones in another order: they are on both sides
  const origin = originOf({ recorded, replayed }) ?? { one: longer[index]!, other: longer[index]! };
  const [path, event] = (origin.one ?? origin.other)!;
  const at = origin.other ? replayed.indexOf(origin.other) : -1;
  const was = stateBefore(path, at < 0 ? null : at);
  const stateOf = (move: Transition | null) => (move ? (move[2] ?? was) : null);
  return {
    index,
    path,
    event,
    was,
    recorded: stateOf(origin.one),
    replayed: stateOf(origin.other),
  };
}

const isSame = (one: Transition | undefined, other: Transition | undefined): boolean =>
  one !== undefined && other !== undefined && one.every((word, place) => word === other[place]);

type Pair = { readonly one: Transition | null; readonly other: Transition | null };

/**
 * What was caused is told before what caused it: so the last that differs is the nearest to the
 * input. One that comes to another state says more than one that is not there.
 */
function originOf({ recorded, replayed }: Sides): Pair | null {
  const others = named(replayed);
  const pairs = [...named(recorded)].map(([name, one]) => {
    const other = others.get(name) ?? null;
    others.delete(name);
    return { one, other };
  });
  const differing = pairs.filter(({ one, other }) => other && one[2] !== other[2]);
  const missing = pairs.filter(({ other }) => other === null);
  const extra = [...others.values()].map((other) => ({ one: null, other }));
  return differing.at(-1) ?? missing.at(-1) ?? extra.at(-1) ?? null;
}

/** By path, event, and the how many of them it is. */
function named(moves: readonly Transition[]): Map<string, Transition> {
  const counts = new Map<string, number>();
  const names = moves.map((move) => {
    const name = `${move[0]} ${move[1]}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [`${name} ${count}`, move] as const;
  });
  return new Map(names);
}

export const moveWords = ([path, event, state]: Transition): string =>
  `${path} ${event}${state === null ? ', stays' : ` → ${state}`}`;

/** `lengthMax`: of what the event says, in characters. */
export function inputWords(entry: JournalEntry, lengthMax: number): string {
  if ('timer' in entry) return `${timerWords(entry)} rang`;
  if (!('event' in entry)) return 'start';
  const { to, event } = entry as Extract<Input, { readonly to: string }>;
  const { type, ...facts } = event;
  const said = JSON.stringify(facts);
  return `${to} ${type}${said === '{}' ? '' : ` ${shortly(said, lengthMax)}`}`;
}

/** A number says little: of what it led to, the end of a delay says which it was. */
function timerWords({ timer, moves }: JournalEntry & { readonly timer: unknown }): string {
  const delayed = moves.find(([, event]) => event.startsWith('xstate.after.'));
  const [path, event] = delayed ?? moves.at(-1) ?? [];
  return path ? `timer ${timer} (${path} ${event})` : `timer ${timer}`;
}

export const shortly = (text: string, lengthMax: number): string =>
  text.length > lengthMax ? `${text.slice(0, lengthMax - 1)}…` : text;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;
