import { fromCallback } from 'xstate';
import { isRunning, type ProcessId } from '../../native/process-id.ts';
import type { Leftover, Reaped, ReaperCommand, ReaperFact } from '../contracts.ts';
import type { HeldProcess, Holdings } from '../holdings.ts';
import type { World } from '../world.ts';
import { killLeftBehind, leftBehind, nameOf } from './mark.ts';

/** A process that SIGKILL does not end within this sits in the kernel: it is named and left. */
const killedWithinMs = 2_000;
const lookEveryMs = 20;

/**
 * Clears up outside the machines: what an earlier keeper of the instance left behind, what a camera
 * whose machine broke still holds, and in the end everything.
 */
export const reaperActor = (world: World, instance: string) =>
  fromCallback<ReaperCommand, { readonly path: string }>(({ input, sendBack, receive }) => {
    const doorway = world.door.open(input.path, sendBack);
    const report = (fact: ReaperFact) => doorway.report(fact);
    const ends: (() => void)[] = [];
    receive((command) => {
      if (command.type === 'reaper.sweep') {
        ends.push(sweep(world, instance, (killed) => report({ type: 'reaper.swept', killed })));
      } else {
        const camera = command.type === 'reaper.clear' ? command.camera : null;
        ends.push(
          clearHoldings(world.holdings, camera, (reaped) => {
            world.budget.forget(camera);
            report(
              camera === null
                ? { type: 'reaper.emptied', ...reaped }
                : { type: 'reaper.cleared', camera, ...reaped },
            );
          }),
        );
      }
    });
    return () => {
      for (const end of ends) end();
      doorway.close();
    };
  });

function sweep(
  world: World,
  instance: string,
  done: (killed: readonly Leftover[]) => void,
): () => void {
  const left = strangers(world, instance);
  const names = left.map(({ pid }) => nameOf(pid));
  for (const process of left) killLeftBehind(process);
  return whenGone(left, () => {
    const told = left.map((one, index) => ({ ...one, name: names[index]! }));
    done(told.map((one) => ({ pid: one.pid, name: one.name, gone: !isRunning(one) })));
  });
}

/** That they cannot be looked for is no reason to run no camera. */
function strangers({ mark, onTrouble }: World, instance: string): readonly ProcessId[] {
  try {
    return leftBehind(instance, mark);
  } catch (error) {
    onTrouble(error);
    return [];
  }
}

/**
 * Kills every group of a camera (null: of all), waits for the exits, and closes the regions: what a
 * process maps that not even SIGKILL ended is freed when it is gone. Returns how to stop waiting.
 */
export function clearHoldings(
  holdings: Holdings,
  camera: string | null,
  done: (reaped: Reaped) => void,
): () => void {
  const left = () => holdings.processesOf(camera);
  const hit: HeldProcess[] = [];
  let ended = false;
  const finish = () => {
    if (ended) return;
    ended = true;
    end();
    const still = left();
    const killed = hit.filter((process) => !still.includes(process)).map(placeOf);
    const abandoned = still.map((process) => `${placeOf(process)} ${process.pid}`);
    for (const { id } of holdings.regionsOf(camera)) holdings.closeRegion(id);
    done({ killed, abandoned });
  };
  const timer = setTimeout(finish, killedWithinMs);
  const unwatch = holdings.watch(() => left().length === 0 && finish());
  const end = () => {
    clearTimeout(timer);
    unwatch();
  };
  for (const process of left()) if (process.killGroup()) hit.push(process);
  if (left().length === 0) finish();
  return end;
}

const placeOf = ({ camera, role }: HeldProcess): string => `${camera}/${role}`;

/** They are not our children: looked at until they are gone, or until it has taken too long. */
function whenGone(processes: readonly ProcessId[], done: () => void): () => void {
  const deadline = performance.now() + killedWithinMs;
  const look = () => {
    const alive = processes.some(isRunning);
    if (alive && performance.now() < deadline) return;
    clearInterval(timer);
    done();
  };
  const timer = setInterval(look, lookEveryMs);
  look();
  return () => clearInterval(timer);
}
