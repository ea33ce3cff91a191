import type { InspectionEvent } from 'xstate';

/** One transition of one machine, readable: `camera:front process.changed {"starting":"gated"}`. */
export type TraceLine = { readonly path: string; readonly event: string; readonly state: string };

type Inspected = { readonly id: string; readonly _parent?: Inspected };

/** Everybody who hears a transition asks, and an actor stays where it is. */
const paths = new WeakMap<Inspected, string>();

/** `camera:front/capture`; the root is `keeper`. That the fleet stands between them is left out. */
export function pathOf(actor: Inspected): string {
  const known = paths.get(actor);
  if (known !== undefined) return known;
  const path = pathAbove(actor);
  paths.set(actor, path);
  return path;
}

function pathAbove(actor: Inspected): string {
  const ids: string[] = [];
  for (let at: Inspected | undefined = actor; at?._parent; at = at._parent) ids.unshift(at.id);
  if (ids[0] === 'fleet') ids.shift();
  return ids.join('/') || 'keeper';
}

/**
 * An inspector that tells every transition of every machine, also those that stay where they are.
 */
export const tracer = (tell: (line: TraceLine) => void) => (inspection: InspectionEvent) => {
  if (inspection.type !== '@xstate.snapshot') return;
  const { value } = inspection.snapshot as { value?: unknown };
  if (value === undefined) return; // not a machine
  tell({
    path: pathOf(inspection.actorRef as unknown as Inspected),
    event: inspection.event.type,
    state: JSON.stringify(value),
  });
};

export const formatTrace = ({ path, event, state }: TraceLine): string =>
  `${path} ${event} ${state}`;
