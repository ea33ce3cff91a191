import type { StateModel, TransitionKind } from './model.ts';

/** A chart with a place for everything, in px from the left upper corner. Plain data. */
export type LaidOutChart = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Parents before children. */
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
};

export type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type Point = { readonly x: number; readonly y: number };

/**
 * A state; the dot in a state (or in the root) from which the start begins; or what holds in any
 * state, with the path of the root.
 */
export type Box = Rectangle & {
  readonly kind: StateModel['type'] | 'initial' | 'anywhere';
  readonly path: string;
  /** How many states it stands in. */
  readonly depth: number;
  /** The first is the title; what follows are actions, actors, and transitions that stay. */
  readonly lines: readonly Line[];
};

/** A transition that leads somewhere; or the one from the dot, which has no id. */
export type Arrow = {
  readonly transition: string | null;
  readonly kind: TransitionKind | 'initial';
  readonly from: string;
  readonly to: string;
  /** Its corners, from its start to its head. */
  readonly points: readonly Point[];
  readonly label: Label | null;
};

export type Label = Rectangle & { readonly lines: readonly Line[] };

/** One line of text: `x` is its left end, `y` its baseline. */
export type Line = Point & {
  readonly width: number;
  readonly spans: readonly Span[];
  /** The transition that it tells of, in the box of a state. */
  readonly transition: string | null;
};

export type Span = { readonly text: string; readonly tone: Tone };
export type Tone = 'title' | 'trigger' | 'guard' | 'action' | 'word';
