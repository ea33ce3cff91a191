import type { AnyActorRef, InspectionEvent } from 'xstate';
import { dotted } from '../../keeper/dotted.ts';
import { formatTrace, tracer } from '../../keeper/trace.ts';
import type { World } from './world.ts';

type Inspecting = { readonly _sendInspectionEvent: (event: InspectionEvent) => void };

/**
 * XState copies and tells every event, action and microstep as well, which costs a third of a
 * simulation: what nobody looks at is left out before that.
 */
export function inspectSnapshots(
  root: AnyActorRef,
  inspect: (event: InspectionEvent) => void,
): void {
  const tell: Inspecting['_sendInspectionEvent'] = (event) => {
    if (event.type === '@xstate.snapshot') inspect(event);
  };
  Object.assign(root.system as unknown as Inspecting, { _sendInspectionEvent: tell });
}

type Inspected = {
  readonly actorRef: AnyActorRef;
  readonly snapshot: { readonly value?: unknown };
};

/** The trace of all transitions, and beside it what a person wants to read, with times. */
export function storyOf(nowMs: () => number, keepsTrace: boolean) {
  const trace: string[] = [];
  const lines: string[] = [];
  const states = new WeakMap<object, unknown>();
  const note: World['note'] = (line) => {
    lines.push(`${String(Math.round(nowMs())).padStart(6)} ${line}`);
  };
  const keepLine = tracer((line) => trace.push(formatTrace(line)));
  const inspect = (inspection: InspectionEvent): void => {
    if (keepsTrace) keepLine(inspection);
    const { actorRef, snapshot } = inspection as unknown as Inspected;
    if (!/^keeper$|^camera:/.test(actorRef.id)) return;
    const { value } = snapshot;
    if (value === undefined || states.get(actorRef) === value) return;
    const leaf = dotted(value);
    if (states.has(actorRef) && dotted(states.get(actorRef)) === leaf) return;
    states.set(actorRef, value);
    note(`${actorRef.id} ${leaf}`);
  };
  return { trace, lines, note, inspect };
}
