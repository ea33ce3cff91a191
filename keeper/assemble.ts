import type { Observable } from 'rxjs';
import { type CallbackActorLogic, fromEventObservable } from 'xstate';
import type {
  ConfigFact,
  MemoryCommand,
  MemoryInput,
  ReaperCommand,
  RunCommand,
  RunInput,
} from '../actors/contracts.ts';
import { cameraMachine } from '../machines/camera.ts';
import { fleetOf } from '../machines/fleet.ts';
import { keeperMachine } from '../machines/keeper.ts';
import { processMachine } from '../machines/process.ts';

/**
 * Everything that the machines know of the world. Real, scripted or silent: the machines are the
 * same.
 */
export type Edges = {
  readonly run: CallbackActorLogic<RunCommand, RunInput>;
  readonly memory: CallbackActorLogic<MemoryCommand, MemoryInput>;
  readonly reaper: CallbackActorLogic<ReaperCommand, { readonly path: string }>;
  /** Made anew for every listener, inside whose life it reports through the door. */
  readonly config: (scope: { readonly system: object }) => Observable<ConfigFact>;
};

/** Those that may be others than ours: in a test of what a change would do. */
export type Machines = { readonly process: typeof processMachine };

/** The whole actor system with these edges. */
export function assemble(
  { run, memory, reaper, config }: Edges,
  machines: Machines = { process: processMachine },
) {
  const process = machines.process.provide({ actors: { run } });
  const processes = { capture: process, tracker: process, recorder: process };
  const camera = cameraMachine.provide({ actors: { memory, ...processes } });
  return keeperMachine.provide({
    actors: { fleet: fleetOf(camera), reaper, config: fromEventObservable(config) },
  });
}
