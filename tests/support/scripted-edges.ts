import { fromCallback } from 'xstate';
import type {
  MemoryCommand,
  MemoryFact,
  MemoryInput,
  ReaperCommand,
  ReaperFact,
} from '../../actors/contracts.ts';
import { roles } from '../../machines/camera-context.ts';
import type { FindStage } from './stage.ts';
import type { World } from './world.ts';

export { scriptedRun } from './scripted-run.ts';

/**
 * Memory that is always there unless refused, and that complains when it is freed under somebody.
 */
export const scriptedMemory = (stageOf: FindStage) =>
  fromCallback<MemoryCommand, MemoryInput>(({ input, sendBack, receive, system }) => {
    const { path, camera } = input;
    const { door, world } = stageOf(system);
    const doorway = door.open(path, sendBack);
    const respond = respondent(world, camera);
    receive((command) => {
      const fact = respond(command);
      if (!fact || world.silent(camera, command.type)) return;
      world.later(() => doorway.report(fact), 1);
    });
    return doorway.close;
  });

function respondent(world: World, camera: string) {
  let generation = 0;
  const processes = roles.map((role) => `${camera}/${role}`);
  const living = () => processes.filter((key) => world.runs.has(key));
  const complain = (what: string, keys: readonly string[]) => {
    if (keys.length > 0) world.violations.push(`${what} ${keys}`);
  };
  return (command: MemoryCommand): MemoryFact | null => {
    switch (command.type) {
      case 'memory.allocate':
        return allocate(world, { camera, command, generation: ++generation });
      case 'queue.close':
        if (world.runs.has(`${camera}/capture`)) world.violations.push('closed under capture');
        world.note(`close ${camera}`);
        world.closedQueues.add(camera);
        world.onQueueClosed.get(camera)?.();
        return null;
      case 'queue.drain':
        complain('drained under', living());
        return { type: 'queue.drained', finished: 1, discarded: 0 };
      case 'memory.free':
        complain('freed under', living());
        forgetRegion(world, camera);
        world.note(`free ${camera}`);
        return { type: 'memory.freed' };
    }
  };
}

type Allocation = {
  readonly camera: string;
  readonly command: MemoryCommand & { readonly type: 'memory.allocate' };
  readonly generation: number;
};

function allocate(world: World, { camera, command, generation }: Allocation): MemoryFact {
  if (world.refuse(camera, command.config)) {
    world.note(`refuse ${camera}`);
    const error = { code: 'MEMORY_REFUSED', message: 'needs 14 MiB' };
    return { type: 'memory.refused', error };
  }
  if (world.regions.has(camera)) world.violations.push(`two regions of ${camera}`);
  const id = world.nextNumber();
  world.regions.set(camera, id);
  const { width, height } = command.config.detect;
  world.note(`allocate ${camera} ${width}x${height}`);
  const region = { id, generation, width, height, slots: 10, slotBytes: 1 };
  return { type: 'memory.allocated', region };
}

function forgetRegion(world: World, camera: string): void {
  world.regions.delete(camera);
  world.closedQueues.delete(camera);
}

/** Kills what is left of a camera and says so. */
export const scriptedReaper = (stageOf: FindStage) =>
  fromCallback<ReaperCommand, { readonly path: string }>((scope) => {
    const { input, sendBack, receive, system } = scope;
    const { door, world } = stageOf(system);
    const doorway = door.open(input.path, sendBack);
    const answer = (fact: ReaperFact) => world.later(() => doorway.report(fact), 1);
    receive((command) => {
      if (command.type === 'reaper.sweep') answer({ type: 'reaper.swept', killed: [] });
      if (command.type === 'reaper.clear') {
        const { camera } = command;
        const abandoned = killAll(world, `${camera}/`);
        forgetRegion(world, camera);
        world.note(`clear ${camera}`);
        answer({ type: 'reaper.cleared', camera, abandoned });
      }
      if (command.type === 'reaper.killAll') {
        const abandoned = killAll(world, '');
        for (const camera of [...world.regions.keys()]) forgetRegion(world, camera);
        answer({ type: 'reaper.emptied', abandoned });
      }
    });
    return doorway.close;
  });

/** Returns whom not even SIGKILL ended. */
function killAll(world: World, prefix: string): string[] {
  const found = [...world.runs].filter(([key]) => key.startsWith(prefix));
  for (const [, run] of found) if (run.killable) run.exit('asked');
  const left = found.filter(([, run]) => !run.killable);
  for (const [key] of left) world.runs.delete(key);
  const named = left.map(([key, { pid }]) => `${key} ${pid}`);
  world.abandoned.push(...named);
  return named;
}
