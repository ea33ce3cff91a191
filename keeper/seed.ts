import type { AnyActorRef, InspectionEvent } from 'xstate';
import { actorsBelow } from './checkpoint.ts';

type Inspect = (inspection: InspectionEvent) => void;

/**
 * For those who come when machines run already: tells in which state each is, as if it had just
 * begun there.
 */
export function seed(root: AnyActorRef, listeners: readonly Inspect[]): void {
  for (const actorRef of actorsBelow(root).values()) {
    const snapshot = actorRef.getSnapshot();
    if ((snapshot as { readonly value?: unknown }).value === undefined) continue;
    const event = { type: 'xstate.init' };
    const common = { rootId: root.sessionId, actorRef, event };
    for (const inspect of listeners) {
      inspect({ ...common, type: '@xstate.event', sourceRef: undefined });
      inspect({ ...common, type: '@xstate.snapshot', snapshot });
    }
  }
}
