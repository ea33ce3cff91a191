import type { AnyActorRef } from 'xstate';
import { dotted } from '../../keeper/dotted.ts';
import type { Story } from '../../keeper/story.ts';
import { pathOf } from '../../keeper/trace.ts';
import { type ActorRow, type DelayRow, machineAt } from '../api.ts';

/** Machines as they are now, with the delays that run in them. */
export function actorRows(actors: readonly AnyActorRef[], story: Story): ActorRow[] {
  const [root] = actors;
  const delays = root ? delaysIn(root) : new Map<AnyActorRef, DelayRow[]>();
  return actors.flatMap((actor) => {
    const path = pathOf(actor);
    const machine = machineAt(path);
    if (machine === null) return [];
    const state = dotted((actor.getSnapshot() as { readonly value: unknown }).value);
    const ends = (delays.get(actor) ?? []).sort((one, other) => one.endsMs - other.endsMs);
    return [{ path, machine, state, sinceMs: story.sinceMs(actor), delays: ends }];
  });
}

/** XState knows what it has scheduled, and since when by the time of day. */
function delaysIn(root: AnyActorRef): Map<AnyActorRef, DelayRow[]> {
  const delays = new Map<AnyActorRef, DelayRow[]>();
  const scheduled = Object.values(root.system.getSnapshot()._scheduledEvents);
  for (const { target, event, startedAt, delay } of scheduled) {
    const rows = delays.get(target) ?? [];
    rows.push({ name: delayName(event.type), endsMs: startedAt + delay });
    delays.set(target, rows);
  }
  return delays;
}

/** `xstate.after.<delay>.<id of the state>`, or an event of ours that comes then. */
export const delayName = (type: string): string =>
  type.startsWith('xstate.after.') ? type.split('.')[2]! : type;
