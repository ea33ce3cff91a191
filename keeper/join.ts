import { randomBytes, randomInt } from 'node:crypto';
import { gatePolicy } from '../machines/policy.ts';
import { makeWorld, type OwnWorld } from './make-world.ts';
import type { Parts, Running } from './parts.ts';
import type { Surfaces } from './surfaces.ts';
import { createSystem } from './system.ts';

/** Joins the machines with the world, for one run; starts nothing. */
export function join(parts: Parts, surfaces: Surfaces, generation: number): Running {
  const { options, guard, observer, wishes } = parts;
  const start = { ...startOf(parts, surfaces), generation };
  guard(() => options.onStart?.(start));
  const world = worldOf(parts, surfaces);
  const system = createSystem({
    world,
    start,
    processes: options.processes,
    outcomes$: wishes.outcomes$,
    inspect: (inspection) => {
      guard(() => observer.inspect(inspection));
      guard(() => options.inspect?.(inspection));
    },
  });
  return { world, system };
}

const startOf = ({ options, stopWithinMs }: Parts, { directory }: Surfaces) => ({
  instance: directory.path,
  seed: options.seed ?? randomInt(2 ** 31),
  stopCameraWithinMs: stopWithinMs,
  gate: gatePolicy,
});

function worldOf(parts: Parts, { directory, publisher }: Surfaces): OwnWorld {
  const { options, guard, streams, logs, demand, wishes, onTrouble } = parts;
  return makeWorld({
    directory,
    run: randomBytes(4).toString('hex'),
    logs,
    demand,
    budgetBytes: () => wishes.budgetBytes,
    onTrouble,
    onInput: (input) => guard(() => options.onInput?.(input)),
    onResult: (camera, result) => {
      publisher.publish(`camera/${camera}/result/`, result);
      streams.results$.next(result);
    },
  });
}
