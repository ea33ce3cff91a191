import { randomBytes, randomInt } from 'node:crypto';
import { gatePolicy } from '../machines/policy.ts';
import { takeCheckpoint } from './checkpoint.ts';
import type { Journaling } from './journaling.ts';
import { makeWorld, type OwnWorld } from './make-world.ts';
import type { Parts, Running } from './parts.ts';
import type { Surfaces } from './surfaces.ts';
import { createSystem } from './system.ts';

export type Opened = {
  readonly surfaces: Surfaces;
  readonly journaling: Journaling;
  /** The last one that an earlier run came to. */
  readonly generation: number;
};

/** Joins the machines with the world, for one run; starts nothing. */
export function join(parts: Parts, opened: Opened): Running {
  const { surfaces, journaling, generation } = opened;
  const { options, guard, observer, wishes } = parts;
  const start = { ...startOf(parts, surfaces), generation };
  guard(() => options.onStart?.(start));
  const world = worldOf(parts, opened);
  const system = createSystem({
    world,
    start,
    edgesOf: parts.edgesOf,
    outcomes$: wishes.outcomes$,
    inspect: (inspection) => {
      guard(() => observer.inspect(inspection));
      guard(() => journaling.inspect(inspection));
      guard(() => parts.story?.inspect(inspection));
      guard(() => options.inspect?.(inspection));
    },
  });
  const begin = () => {
    guard(() => journaling.start(start, () => takeCheckpoint(system.root, world.door.state())));
    system.root.start();
  };
  return { world, system, begin };
}

const startOf = ({ options, stopWithinMs }: Parts, { directory }: Surfaces) => ({
  instance: directory.path,
  seed: options.seed ?? randomInt(2 ** 31),
  stopCameraWithinMs: stopWithinMs,
  gate: gatePolicy,
});

function worldOf(parts: Parts, { surfaces, journaling }: Opened): OwnWorld {
  const { directory, publisher } = surfaces;
  const { options, guard, streams, logs, demand, wishes, onTrouble } = parts;
  return makeWorld({
    directory,
    run: randomBytes(4).toString('hex'),
    logs,
    demand,
    budgetBytes: () => wishes.budgetBytes,
    onTrouble,
    onInput: (input) => {
      guard(() => journaling.input(input));
      guard(() => options.onInput?.(input));
    },
    onResult: (camera, result) => {
      publisher.publish(`camera/${camera}/result/`, result);
      streams.results$.next(result);
    },
  });
}
