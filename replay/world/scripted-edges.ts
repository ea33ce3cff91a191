import { fromCallback } from 'xstate';
import type { Reaped, ReaperCommand, ReaperFact } from '../../actors/contracts.ts';
import { forgetRegion } from './scripted-memory.ts';
import type { FindStage } from './stage.ts';
import type { World } from './world.ts';

export { scriptedMemory } from './scripted-memory.ts';
export { scriptedRun } from './scripted-run.ts';

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
        const reaped = killAll(world, `${camera}/`);
        forgetRegion(world, camera);
        world.budget.forget(camera);
        world.note(`clear ${camera}`);
        answer({ type: 'reaper.cleared', camera, ...reaped });
      }
      if (command.type === 'reaper.killAll') {
        const reaped = killAll(world, '');
        for (const camera of [...world.regions.keys()]) forgetRegion(world, camera);
        world.budget.forget(null);
        answer({ type: 'reaper.emptied', ...reaped });
      }
    });
    return doorway.close;
  });

function killAll(world: World, prefix: string): Reaped {
  const found = [...world.runs].filter(([key]) => key.startsWith(prefix));
  const mortal = found.filter(([, run]) => run.killable);
  for (const [, run] of mortal) run.exit('asked');
  const left = found.filter(([, run]) => !run.killable);
  for (const [key] of left) world.runs.delete(key);
  const named = left.map(([key, { pid }]) => `${key} ${pid}`);
  world.abandoned.push(...named);
  return { killed: mortal.map(([key]) => key), abandoned: named };
}
