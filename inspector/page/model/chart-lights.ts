import type { StoryEvent } from '../../api.ts';

/** What of a chart is lit: the state it is in, and how it got there. */
export type Lights = {
  /** Dotted; empty: not known. */
  readonly state: string;
  /** The transition that led there, and those that followed at once. */
  readonly traced: ReadonlySet<string>;
  /** The same of what happened last, if only inside the state. */
  readonly touched: ReadonlySet<string>;
  /** Changes with every move, so that one that is made again is seen again. */
  readonly step: number;
};

type Heard = { readonly move: StoryEvent | null; readonly last: StoryEvent | null };

export const lightsOf = (state: string, { move, last }: Heard): Lights => ({
  state,
  traced: new Set(takenIn(move)),
  touched: new Set(takenIn(last)),
  step: move?.sequence ?? 0,
});

const takenIn = (event: StoryEvent | null): readonly string[] =>
  event?.transition ? [event.transition, ...(event.further ?? [])] : [];

/** The state itself, one that it stands in, or neither. */
export function lightOf(path: string, { state }: Lights): 'lit' | 'around' | null {
  if (path === '' || state === '') return null;
  if (path === state) return 'lit';
  return state.startsWith(`${path}.`) ? 'around' : null;
}

/** `alive.starting after readyWithin 0` → the delay that it waits for. */
export const delayOf = (transition: string): string | null =>
  /^(?:.* )?after (\S+) \d+$/.exec(transition)?.[1] ?? null;
