/** A chart as plain data: drawn, compared, sent to a page. Everything in it has a name. */
export type ChartModel = {
  readonly id: string;
  readonly root: StateModel;
  /** In the order in which the machine looks at them, state by state. */
  readonly transitions: readonly TransitionModel[];
};

export type StateModel = {
  /** `stopping.capture`; the root's is the empty string. */
  readonly path: string;
  readonly key: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  /** The path of the child that it starts in. */
  readonly initial: string | null;
  readonly entry: readonly Named[];
  readonly exit: readonly Named[];
  readonly invokes: readonly { readonly id: string; readonly src: string }[];
  readonly states: readonly StateModel[];
  readonly description: string | null;
};

export type TransitionModel = {
  /** `alive.ready process.hung 0`: stable as long as the chart is; see `transitionIdOf`. */
  readonly id: string;
  readonly from: string;
  /** Paths; none for a transition that stays where it is. */
  readonly to: readonly string[];
  /** As XState has it; empty for one that is taken as soon as its guard holds. */
  readonly event: string;
  readonly kind: TransitionKind;
  readonly guard: Named | null;
  readonly actions: readonly Named[];
  /** The name of the delay, of an `after`. */
  readonly delay: string | null;
};

export type TransitionKind = 'event' | 'always' | 'after' | 'done' | 'error';

/** A guard or an action, as the chart names it. */
export type Named = { readonly type: string; readonly params: Json | null };

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Every state, parents before children, without the root. */
export const statesIn = (state: StateModel): StateModel[] =>
  state.states.flatMap((child) => [child, ...statesIn(child)]);
