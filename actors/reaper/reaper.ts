import { fromCallback } from 'xstate';
import type { ReaperCommand, ReaperFact } from '../contracts.ts';
import type { World } from '../world.ts';
import { leftBehind, ourselves, type ProcessId, startTimeOf } from './mark.ts';

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
        const killed = leftBehind(instance, ourselves());
        for (const { pid } of killed) kill(pid);
        ends.push(
          whenGone(killed, () =>
            report({ type: 'reaper.swept', killed: killed.map(({ pid }) => pid) }),
          ),
        );
      } else {
        const camera = command.type === 'reaper.clear' ? command.camera : null;
        ends.push(
          clear(world, camera, (abandoned) =>
            report(
              camera === null
                ? { type: 'reaper.emptied', abandoned }
                : { type: 'reaper.cleared', camera, abandoned },
            ),
          ),
        );
      }
    });
    return () => {
      for (const end of ends) end();
      doorway.close();
    };
  });

/**
 * Kills every group, waits for the exits, and closes the regions that nobody alive uses any more.
 */
function clear(
  world: World,
  camera: string | null,
  done: (abandoned: readonly string[]) => void,
): () => void {
  const { holdings } = world;
  const left = () => holdings.processesOf(camera);
  let ended = false;
  const finish = () => {
    if (ended) return;
    ended = true;
    end();
    const abandoned = left();
    for (const { id, camera: owner } of holdings.regionsOf(camera)) {
      if (!abandoned.some((process) => process.camera === owner)) holdings.closeRegion(id);
    }
    done(abandoned.map((process) => `${process.camera}/${process.role} ${process.pid}`));
  };
  const timer = setTimeout(finish, killedWithinMs);
  const unwatch = holdings.watch(() => left().length === 0 && finish());
  const end = () => {
    clearTimeout(timer);
    unwatch();
  };
  for (const process of left()) process.killGroup();
  if (left().length === 0) finish();
  return end;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
}

/** They are not our children: looked at until they are gone, or until it has taken too long. */
function whenGone(processes: readonly ProcessId[], done: () => void): () => void {
  const deadline = performance.now() + killedWithinMs;
  const look = () => {
    const alive = processes.some(({ pid, startTime }) => startTimeOf(pid) === startTime);
    if (alive && performance.now() < deadline) return;
    clearInterval(timer);
    done();
  };
  const timer = setInterval(look, lookEveryMs);
  look();
  return () => clearInterval(timer);
}
