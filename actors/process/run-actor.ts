import { fromCallback } from 'xstate';
import type { ExitData, Role, RunCommand, RunFact, RunInput, Want } from '../contracts.ts';
import type { World } from '../world.ts';
import { type ProcessExit, type ProcessOptions, startProcess } from './start-process.ts';

/** What is particular about the runs of one role. */
export type Run = Pick<
  ProcessOptions,
  'argv' | 'environment' | 'descriptors' | 'deathSignal' | 'onLine'
> & {
  /** Newer settings for the process that runs; that it has them is told through `report`. */
  readonly configure: (want: Want) => void;
  readonly exitOf: (exit: ProcessExit) => ExitData;
  /** Looked at every second while it lives. */
  readonly isHung: () => boolean;
  readonly close: () => void;
};

export type RunContext = {
  readonly world: World;
  readonly input: RunInput;
  readonly report: (fact: RunFact) => void;
  readonly sinceStartMs: () => number;
};

/**
 * One OS process and no policy: it reports and obeys. When to restart, how long to wait and when to
 * escalate belong to the machine that invokes it. Reports exactly one `process.exited`.
 */
export const runActor = (world: World, prepare: Readonly<Record<Role, (run: RunContext) => Run>>) =>
  fromCallback<RunCommand, RunInput>(({ input, sendBack, receive }) => {
    const doorway = world.door.open(input.path, sendBack);
    const report = (fact: RunFact) => doorway.report(fact);
    const startedMs = performance.now();
    const sinceStartMs = () => Math.round(performance.now() - startedMs);
    const run = prepare[input.role]({ world, input, report, sinceStartMs });

    const unwatch = world.hangWatch.add(run.isHung, () => report({ type: 'process.hung' }));
    const child = startProcess(world, {
      ...run,
      camera: input.camera,
      role: input.role,
      path: input.path.replace(/\/run$/, ''),
      onExit: (exit) => {
        unwatch();
        run.close();
        // before anybody can start a successor: it is refused until then
        world.holdings.region(input.want.region.id)?.reclaim(input.role);
        report({ type: 'process.exited', exit: run.exitOf(exit) });
      },
    });
    if (child.pid !== null) report({ type: 'process.spawned', pid: child.pid });
    receive((command) => {
      if (command.type === 'process.signal') child.signal(command.signal);
      else run.configure(command.want);
    });
    return () => {
      doorway.close();
      child.signal('SIGKILL'); // our scope was left before the exit: the last resort
    };
  });
