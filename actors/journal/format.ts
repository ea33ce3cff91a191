import type { Input } from '../door/door.ts';

/**
 * A journal is JSON Lines: beginnings, and between them entries. From each beginning on the run can
 * be had again. Whoever changes this raises `journalFormat`.
 */
export const journalFormat = 1;

/** `null`: the state stayed what it was. */
export type Transition = readonly [path: string, event: string, state: string | null];

/** A keeper's start, or (with a checkpoint) a moment in its life. */
export type JournalBeginning = {
  readonly journal: typeof journalFormat;
  /** The version of camkeeper that wrote it. */
  readonly build: string;
  /** Wall time (milliseconds since 1970) at the door's time `atMs`. */
  readonly wallMs: number;
  readonly atMs: number;
  readonly start: object;
  readonly checkpoint: object | null;
};

/** An input with what it led to at once; the first one of a start has no input. */
export type JournalEntry = (Input | { readonly at: number }) & {
  readonly moves: readonly Transition[];
};

/** In a configuration, the value of a camera for which nothing changed since the last one. */
export const unchanged = '=';
