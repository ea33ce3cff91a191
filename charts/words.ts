import type { Named, TransitionModel } from './model.ts';

/** What makes a transition happen: `process.hung`, `after readyWithin`, `error of config`. */
export function triggerWords({
  event,
  kind,
  delay,
}: Pick<TransitionModel, 'event' | 'kind' | 'delay'>): string {
  if (kind === 'after') return `after ${delay}`;
  const actor = /^xstate\.(?:done|error)\.actor\.(.*)$/.exec(event)?.[1];
  if (actor !== undefined) return `${kind} of ${actor === '*' ? 'any child' : actor}`;
  return kind === 'done' || kind === 'error' ? kind : event;
}

/** `[captureIs ready]`; nothing for a transition without a guard. */
export const guardWords = (guard: Named | null): string => (guard ? `[${namedWords(guard)}]` : '');

/** `tell gated`; parameters that are not one word are left out. */
export function namedWords({ type, params }: Named): string {
  return params === null || typeof params === 'object' ? type : `${type} ${params}`;
}

/** The name of the box that the transitions of the root leave from. */
export const anywhereWords = 'in any state';
