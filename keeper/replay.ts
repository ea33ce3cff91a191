import { createActor, type InspectionEvent } from 'xstate';
import type { Clock } from '../actors/door/clock.ts';
import type { Input } from '../actors/door/door.ts';
import { type OnTimer, ReplayDoor } from '../actors/door/replay-door.ts';
import type { KeeperInput } from '../machines/keeper-context.ts';
import { assemble } from './assemble.ts';
import { type Checkpoint, startFrom, takeCheckpoint } from './checkpoint.ts';
import { silentEdges } from './through-door.ts';
import { formatTrace, tracer } from './trace.ts';

/** Where a recorded run begins: as a keeper starts, or in the middle of its life. */
export type Beginning = {
  readonly start: KeeperInput;
  readonly checkpoint?: Checkpoint | null;
};

/** A recorded run: how it began, and everything that came in from outside, in order. */
export type Recording = Beginning & { readonly inputs: readonly Input[] };

export type ReplayOptions = {
  readonly inspect: (inspection: InspectionEvent) => void;
  readonly onTimer?: OnTimer;
  /** Stands between the machines and the clock, which rings only what is fed. */
  readonly clock?: (clock: Clock) => Clock;
  /** Other machines than ours: shows what a change of them would have done. */
  readonly build?: typeof assemble;
};

/** The same machines behind a door that only the journal opens. */
export function beginReplay({ start, checkpoint = null }: Beginning, options: ReplayOptions) {
  const { inspect, onTimer, clock = (own) => own, build = assemble } = options;
  const door = new ReplayDoor(checkpoint?.door, onTimer);
  const snapshot = checkpoint?.snapshot;
  let isUnderWay = checkpoint === null; // what a checkpoint sets up has happened already
  const root = createActor(build(silentEdges(door)), {
    id: 'keeper',
    input: start,
    clock: clock(door.clock),
    ...(snapshot && { snapshot: snapshot as never }),
    inspect: (inspection) => {
      if (isUnderWay) inspect(inspection);
    },
  });
  root.subscribe({ error: () => {} }); // that it broke is the run
  const openControl = () => door.open('control', (event) => root.send(event as never));
  if (checkpoint) {
    door.restore(checkpoint.door.addresses, openControl);
    startFrom(checkpoint, root, door);
  } else {
    openControl();
    root.start();
  }
  isUnderWay = true;
  const state = () => takeCheckpoint(root, door.state());
  return {
    root,
    feed: (input: Input) => door.feed(input),
    /** Whether somebody lives at an address. */
    isOpen: (address: string) => door.isOpen(address),
    state,
    stop: () => root.stop(),
  };
}

/**
 * Runs the same machines behind the same door with what is written down, as fast as it can.
 * Returns the trace of all transitions. Throws where the run does not lead to an input.
 */
export function replay({ inputs, ...beginning }: Recording, build = assemble): string[] {
  const trace: string[] = [];
  const inspect = tracer((line) => trace.push(formatTrace(line)));
  const { feed, stop } = beginReplay(beginning, { inspect, build });
  for (const input of inputs) feed(input);
  const lines = trace.length; // the end of the replay is no part of the run
  stop();
  return trace.slice(0, lines);
}
