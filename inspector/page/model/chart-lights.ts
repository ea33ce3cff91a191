import type { StoryEvent } from '../../api.ts';

/** What of a chart is lit: the state it is in, and how it got there. */
export type Lights = {
  /** Dotted; empty: not known. */
  readonly state: string;
  /** The transition that was taken last, and those that followed at once. */
  readonly traced: ReadonlySet<string>;
  /** Changes with every transition, so that one that is taken again is seen again. */
  readonly step: number;
};

export function lightsOf(state: string, last: StoryEvent | null): Lights {
  const taken = last?.transition ? [last.transition, ...(last.further ?? [])] : [];
  return { state, traced: new Set(taken), step: last?.sequence ?? 0 };
}

/** The state itself, one that it stands in, or neither. */
export function lightOf(path: string, { state }: Lights): 'lit' | 'around' | null {
  if (path === '' || state === '') return null;
  if (path === state) return 'lit';
  return state.startsWith(`${path}.`) ? 'around' : null;
}

/** `alive.starting after readyWithin 0` → the delay that it waits for. */
export const delayOf = (transition: string): string | null =>
  /^(?:.* )?after (\S+) \d+$/.exec(transition)?.[1] ?? null;
