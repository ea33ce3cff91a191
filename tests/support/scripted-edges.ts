import { fromCallback } from 'xstate';
import type {
  ExitCause,
  MemoryCommand,
  MemoryFact,
  MemoryInput,
  ReaperCommand,
  ReaperFact,
  RunCommand,
  RunFact,
  RunInput,
} from '../../actors/contracts.ts';
import type { Door } from '../../actors/door/door.ts';
import type { World } from './simulation.ts';

/** A process that does what its behaviour says, and complains when it is treated wrongly. */
export const scriptedRun = (door: Door, world: World) =>
  fromCallback<RunCommand, RunInput>(({ input, sendBack, receive }) => {
    const doorway = door.open(input.path, sendBack);
    const report = (fact: RunFact) => doorway.report(fact);
    const { camera, role, want } = input;
    const key = `${camera}/${role}`;
    const behaviour = world.behave(camera, role);
    const pid = world.nextNumber();
    const cancels: (() => void)[] = [];
    const soon = (delayMs: number | null, act: () => void) => {
      if (delayMs !== null) cancels.push(world.later(act, delayMs));
    };
    let alive = true;
    const exit = (cause: ExitCause) => {
      if (!alive) return;
      alive = false;
      for (const cancel of cancels) cancel();
      world.runs.delete(key);
      world.note(`exit ${key} ${cause}`);
      report({
        type: 'process.exited',
        exit: { code: null, signal: null, cause, detail: null, lastLines: [] },
      });
    };
    if (world.runs.has(key)) world.violations.push(`two processes ${key}`);
    if (world.regions.get(camera) !== want.region.id) {
      world.violations.push(`${key} started without its region ${want.region.id}`);
    }
    world.runs.set(key, { pid, input, exit, hang: () => report({ type: 'process.hung' }) });
    world.note(`spawn ${key} ${want.revision}`);
    report({ type: 'process.spawned', pid });
    soon(behaviour.readyMs, () => {
      report({ type: 'process.acknowledged', generation: want.generation });
      report({ type: 'process.ready', afterMs: behaviour.readyMs! });
    });
    soon(behaviour.exitMs, () => exit(behaviour.exitCause));
    if (role === 'tracker')
      world.onQueueClosed.set(camera, () => soon(behaviour.finishMs, () => exit('asked')));
    receive((command) => {
      if (command.type === 'process.configure') {
        report({ type: 'process.acknowledged', generation: command.want.generation });
        return;
      }
      world.note(`${command.signal} ${key}`);
      soon(command.signal === 'SIGKILL' ? behaviour.killMs : behaviour.termMs, () => exit('asked'));
    });
    return () => {
      doorway.close();
      if (alive) world.orphans.push(key);
    };
  });

/** Memory that is always there unless refused, and that complains when it is freed under somebody. */
export const scriptedMemory = (door: Door, world: World) =>
  fromCallback<MemoryCommand, MemoryInput>(({ input: { path, camera }, sendBack, receive }) => {
    const doorway = door.open(path, sendBack);
    const answer = (fact: MemoryFact) => world.later(() => doorway.report(fact), 1);
    const living = () => [...world.runs.keys()].filter((key) => key.startsWith(`${camera}/`));
    let generation = 0;
    const allocate = (command: MemoryCommand & { type: 'memory.allocate' }) => {
      if (world.refuse(camera)) {
        const error = { code: 'MEMORY_REFUSED', message: 'needs 14 MiB' };
        return answer({ type: 'memory.refused', error });
      }
      if (world.regions.has(camera)) world.violations.push(`two regions of ${camera}`);
      const id = world.nextNumber();
      world.regions.set(camera, id);
      const { width, height } = command.config.detect;
      const region = { id, generation: ++generation, width, height, slots: 10, slotBytes: 1 };
      world.note(`allocate ${camera} ${width}x${height}`);
      return answer({ type: 'memory.allocated', region });
    };
    receive((command) => {
      if (command.type === 'memory.allocate') allocate(command);
      if (command.type === 'queue.close') {
        if (world.runs.has(`${camera}/capture`)) world.violations.push('closed under capture');
        world.note(`close ${camera}`);
        world.onQueueClosed.get(camera)?.();
      }
      if (command.type === 'queue.reclaim' && world.runs.has(`${camera}/${command.role}`)) {
        world.violations.push(`reclaimed under a living ${command.role}`);
      }
      if (command.type === 'queue.drain') {
        if (living().length > 0) world.violations.push(`drained under ${living()}`);
        answer({ type: 'queue.drained', finished: 1, discarded: 0 });
      }
      if (command.type === 'memory.free') {
        if (living().length > 0) world.violations.push(`freed under ${living()}`);
        world.regions.delete(camera);
        world.note(`free ${camera}`);
        answer({ type: 'memory.freed' });
      }
    });
    return doorway.close;
  });

/** Kills what is left of a camera and says so. */
export const scriptedReaper = (door: Door, world: World) =>
  fromCallback<ReaperCommand, { readonly path: string }>(({ input, sendBack, receive }) => {
    const doorway = door.open(input.path, sendBack);
    const answer = (fact: ReaperFact) => world.later(() => doorway.report(fact), 1);
    const kill = (prefix: string) => {
      for (const [key, run] of world.runs) if (key.startsWith(prefix)) run.exit('asked');
    };
    receive((command) => {
      if (command.type === 'reaper.sweep') answer({ type: 'reaper.swept', killed: [] });
      if (command.type === 'reaper.clear') {
        kill(`${command.camera}/`);
        world.regions.delete(command.camera);
        world.note(`clear ${command.camera}`);
        answer({ type: 'reaper.cleared', camera: command.camera, abandoned: [] });
      }
      if (command.type === 'reaper.killAll') {
        kill('');
        world.regions.clear();
        answer({ type: 'reaper.emptied', abandoned: [] });
      }
    });
    return doorway.close;
  });
