import type { Observable } from 'rxjs';
import { type ActorRefFrom, createActor, type InspectionEvent } from 'xstate';
import { captureRun } from '../actors/capture/run.ts';
import type { ConfigFact, KeeperCommand } from '../actors/contracts.ts';
import { memoryActor } from '../actors/memory/memory.ts';
import { runActor } from '../actors/process/run-actor.ts';
import { reaperActor } from '../actors/reaper/reaper.ts';
import { recorderRun } from '../actors/recorder/run.ts';
import { trackerRun } from '../actors/tracker/run.ts';
import type { World } from '../actors/world.ts';
import type { KeeperInput, KeeperOutput } from '../machines/keeper-context.ts';
import { assemble, type Edges } from './assemble.ts';
import type { KeeperOptions } from './options.ts';
import { throughDoor } from './through-door.ts';

export type SystemOptions = {
  readonly world: World;
  readonly start: KeeperInput;
  readonly edgesOf: EdgesOf;
  readonly outcomes$: Observable<ConfigFact>;
  readonly inspect: (inspection: InspectionEvent) => void;
};

/** Everything that machines know of the world, besides their configuration. */
export type EdgesOf = (world: World, start: KeeperInput) => Omit<Edges, 'config'>;

/** Those that start processes and hold memory. */
export const realEdges =
  (processes: KeeperOptions['processes']): EdgesOf =>
  (world, { instance }) => ({
    run: runActor(world, { ...programs, ...processes }),
    memory: memoryActor(world),
    reaper: reaperActor(world, instance),
  });

const programs = { capture: captureRun, tracker: trackerRun, recorder: recorderRun };

/** The machines joined with the world, not started yet. */
export function createSystem({ world, start, edgesOf, outcomes$, inspect }: SystemOptions) {
  const logic = assemble({
    ...edgesOf(world, start),
    config: () => throughDoor(world.door, 'config', outcomes$),
  });
  const root = createActor(logic, { id: 'keeper', input: start, clock: world.door.clock, inspect });
  const control = world.door.open('control', (event) => root.send(event as KeeperCommand));
  return { root, command: (command: KeeperCommand) => control.report(command), ended: end(root) };
}

export type KeeperSystem = ReturnType<typeof createSystem>;

/** Rejects when the root chart itself threw: then only the holdings know what is left. */
function end(root: ActorRefFrom<ReturnType<typeof assemble>>): Promise<KeeperOutput> {
  return new Promise((resolve, reject) => {
    root.subscribe({
      error: reject,
      complete: () => resolve(root.getSnapshot().output as KeeperOutput),
    });
  });
}
