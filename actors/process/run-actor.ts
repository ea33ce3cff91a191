import { fromCallback } from 'xstate';
import { errorData } from '../../config/errors.ts';
import type { ExitData, Role, RunCommand, RunFact, RunInput, Want } from '../contracts.ts';
import { printable } from '../log-lines.ts';
import type { World } from '../world.ts';
import {
  type ProcessExit,
  type ProcessOptions,
  type StartedProcess,
  startProcess,
} from './start-process.ts';

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
 * escalate belong to the machine that invokes it. Reports exactly one `process.exited`, whatever
 * fails: a run that cannot be prepared or spawned was never started, and is tried again like one
 * that died.
 */
export const runActor = (world: World, prepare: Readonly<Record<Role, (run: RunContext) => Run>>) =>
  fromCallback<RunCommand, RunInput>(({ input, sendBack, receive }) => {
    const doorway = world.door.open(input.path, sendBack);
    const report = (fact: RunFact) => doorway.report(fact);
    const startedMs = performance.now();
    const sinceStartMs = () => Math.round(performance.now() - startedMs);
    const started = start({ world, input, report, sinceStartMs }, prepare[input.role]);
    receive((command) => {
      if (command.type === 'process.signal') started?.child.signal(command.signal);
      else guarded(() => started?.run.configure(command.want), world.onTrouble);
    });
    return () => {
      doorway.close();
      started?.child.signal('SIGKILL'); // our scope was left before the exit: the last resort
    };
  });

type Started = { readonly run: Run; readonly child: StartedProcess };

/** null: it could not be started, which has been reported. */
function start(context: RunContext, prepare: (context: RunContext) => Run): Started | null {
  const { world, input, report } = context;
  const closers: (() => void)[] = [];
  const guard = (act: () => void) => guarded(act, world.onTrouble);
  const close = () => closers.splice(0).forEach(guard);
  try {
    const run = prepare(context);
    closers.push(() => run.close());
    closers.push(
      world.hangWatch.add(
        () => run.isHung(),
        () => report({ type: 'process.hung' }),
      ),
    );
    const child = startProcess(world, {
      ...run,
      camera: input.camera,
      role: input.role,
      path: input.path.replace(/\/run$/, ''),
      onLine: (line) => guard(() => run.onLine?.(line)),
      onExit: (exit) => {
        close();
        // before anybody can start a successor: it is refused until then
        guard(() => world.holdings.region(input.want.region.id)?.reclaim(input.role));
        report({ type: 'process.exited', exit: exitData(run, exit, world.onTrouble) });
      },
    });
    report({ type: 'process.spawned', pid: child.pid });
    return { run, child };
  } catch (error) {
    close();
    report({ type: 'process.exited', exit: neverStarted(error) });
    return null;
  }
}

/** What an embedder's run says of its end, or what is seen from outside when it throws. */
function exitData(run: Run, exit: ProcessExit, onTrouble: World['onTrouble']): ExitData {
  let data: ExitData = { ...exit, cause: 'crashed', detail: null };
  guarded(() => {
    data = run.exitOf(exit);
  }, onTrouble);
  return data;
}

const neverStarted = (error: unknown): ExitData => ({
  code: null,
  signal: null,
  cause: 'not-spawned',
  detail: printable(errorData(error).message),
  lastLines: [],
});

function guarded(act: () => void, onTrouble: World['onTrouble']): void {
  try {
    act();
  } catch (error) {
    onTrouble(error);
  }
}
