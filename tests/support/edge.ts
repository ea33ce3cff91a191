import { type AnyActorLogic, createActor, type EventObject, setup } from 'xstate';
import { liveDoor } from '../../actors/door/live-door.ts';
import { Holdings } from '../../actors/holdings.ts';
import { LogLines } from '../../actors/log-lines.ts';
import { Budget } from '../../actors/memory/budget.ts';
import { Reservations } from '../../actors/memory/reservations.ts';
import { HangWatch } from '../../actors/process/hang-watch.ts';
import { Starts } from '../../actors/process/starts.ts';
import { Disk } from '../../actors/recorder/disk.ts';
import { Demand } from '../../actors/tracker/demand.ts';
import type { World } from '../../actors/world.ts';
import { temporaryDirectory } from './temporary.ts';

/** A world for edge actors outside a keeper, and what troubled it. */
export function edgeWorld(more: Partial<World> = {}): World & { readonly troubles: unknown[] } {
  const troubles: unknown[] = [];
  const onTrouble = (error: unknown) => void troubles.push(error);
  const directory = temporaryDirectory('edge');
  const memoryRoom = more.memoryRoom ?? endless;
  let runs = 0;
  return {
    troubles,
    onTrouble,
    door: liveDoor(),
    holdings: new Holdings(),
    budget: new Budget({ room: memoryRoom }),
    reservations: new Reservations(),
    memoryRoom,
    starts: new Starts(),
    hangWatch: new HangWatch({ onTrouble }),
    disk: new Disk(),
    demand: new Demand(() => false),
    logs: new LogLines(),
    mark: `${directory} 1 1 test`,
    nextRunId: () => `test-${++runs}`,
    url: (name) => `ipc://${directory}/${name}`,
    onResult: () => {},
    ...more,
  };
}

const endless = () => {
  const bytes = Number.POSITIVE_INFINITY;
  return { bytes, limitedBy: 'nobody', limitBytes: bytes };
};

export type Edge<Fact, Command> = {
  /** What it has reported so far. */
  readonly facts: readonly Fact[];
  readonly send: (command: Command) => void;
  /** Whether the actor itself threw. */
  readonly hasThrown: () => boolean;
  readonly stop: () => void;
};

/** An edge actor under a parent that only listens. */
export function startEdge<Fact extends EventObject, Command extends EventObject>(
  logic: AnyActorLogic,
  input: unknown,
): Edge<Fact, Command> {
  const facts: Fact[] = [];
  let hasThrown = false;
  const parent = setup({ actors: { edge: logic } }).createMachine({
    invoke: { id: 'edge', src: 'edge', input: input as never },
    on: {
      'xstate.error.actor.edge': {
        actions: () => {
          hasThrown = true;
        },
      },
      '*': { actions: ({ event }) => void facts.push(event as Fact) },
    },
  });
  const root = createActor(parent);
  root.start();
  return {
    facts,
    hasThrown: () => hasThrown,
    send: (command) =>
      (root.getSnapshot().children as Record<string, { send: (c: Command) => void }>).edge!.send(
        command,
      ),
    stop: () => root.stop(),
  };
}
