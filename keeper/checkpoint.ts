import type { ActorRefFrom, AnyActorRef, AnyEventObject } from 'xstate';
import type { DoorState } from '../actors/door/door.ts';
import type { ReplayDoor } from '../actors/door/replay-door.ts';
import type { FleetSnapshot } from '../machines/fleet.ts';
import type { assemble } from './assemble.ts';
import { pathOf } from './trace.ts';

/**
 * The whole actor system between two inputs, as plain JSON: a run can be taken up from here as from
 * its start.
 */
export type Checkpoint = {
  /** Of XState, with all children. */
  readonly snapshot: object;
  readonly timers: readonly SavedTimer[];
  readonly door: DoorState;
};

type SavedTimer = {
  readonly number: number;
  readonly source: string;
  readonly target: string;
  readonly event: AnyEventObject;
  readonly id: string;
};

type Root = ActorRefFrom<ReturnType<typeof assemble>>;

/** XState tells what it has scheduled, in that order; our clock numbers it, in the same order. */
export function takeCheckpoint(root: Root, door: DoorState): Checkpoint {
  const scheduled = Object.values(root.system.getSnapshot()._scheduledEvents);
  if (scheduled.length !== door.timers.length) {
    throw new Error(`checkpoint: ${scheduled.length} events wait for ${door.timers.length} timers`);
  }
  const timers = scheduled.map(({ source, target, event, id }, index) => ({
    number: door.timers[index]!,
    source: pathOf(source),
    target: pathOf(target),
    event: event as AnyEventObject,
    id,
  }));
  return { snapshot: root.getPersistedSnapshot(), timers, door };
}

/** Starts a root that was made with the checkpoint's snapshot, and sets its timers. */
export function startFrom(
  { timers, door: { addresses } }: Checkpoint,
  root: Root,
  door: ReplayDoor,
) {
  door.restore(addresses, () => root.start());
  const actors = actorsBelow(root);
  for (const { number, source, target, event, id } of timers) {
    const [from, to] = [actors.get(source)!, actors.get(target)!];
    door.restoreTimer(number, () => root.system.scheduler.schedule(from, to, event, 0, id));
  }
}

/** A machine, or the fleet. */
type Parent = {
  readonly children?: Readonly<Record<string, AnyActorRef>>;
  readonly machines?: FleetSnapshot['machines'];
};

/** By path; the root as well. */
export function actorsBelow(root: AnyActorRef): Map<string, AnyActorRef> {
  const actors = new Map<string, AnyActorRef>();
  const visit = (actor: AnyActorRef) => {
    actors.set(pathOf(actor), actor);
    const { children = {}, machines } = actor.getSnapshot() as Parent;
    for (const child of [...Object.values(children), ...(machines?.values() ?? [])]) visit(child);
  };
  visit(root);
  return actors;
}
