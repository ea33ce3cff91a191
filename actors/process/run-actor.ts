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
  /** The same: what it records does not grow. */
  readonly isStale?: () => boolean;
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
export const runActor = (world: World, prepare: Prepare) =>
  fromCallback<RunCommand, RunInput>(({ input, sendBack, receive }) => {
    const doorway = world.door.open(input.path, sendBack);
    const report = (fact: RunFact) => doorway.report(fact);
    const startedMs = performance.now();
    const sinceStartMs = () => Math.round(performance.now() - startedMs);
    const process = new RunProcess({ world, input, report, sinceStartMs }, prepare[input.role]);
    receive((command) => process.obey(command));
    return () => {
      doorway.close();
      // before its exit: the last resort
      process.obey({ type: 'process.signal', signal: 'SIGKILL' });
    };
  });

/** Most are prepared at once; what has to look at a disk first takes a while. */
export type Prepare = Readonly<Record<Role, (run: RunContext) => Run | Promise<Run>>>;

class RunProcess {
  readonly #context: RunContext;
  readonly #prepare: Prepare[Role];
  readonly #closers: (() => void)[] = [];
  #run: Run | null = null;
  #child: StartedProcess | null = null;
  #newest: Want | null = null;
  #isOver = false;

  constructor(context: RunContext, prepare: Prepare[Role]) {
    this.#context = context;
    this.#prepare = prepare;
    this.#closers.push(context.world.starts.take(this.#begin));
  }

  obey(command: RunCommand): void {
    if (command.type === 'process.configure') this.#configure(command.want);
    else if (this.#run) this.#child?.signal(command.signal);
    else this.#neverAsk(); // whatever it still waits for
  }

  #configure(want: Want): void {
    this.#newest = want;
    this.#guard(() => this.#run?.configure(want));
  }

  readonly #begin = (): void => {
    try {
      const run = this.#prepare(this.#context);
      // a disk answers each in a turn of its own
      if (run instanceof Promise) run.then(this.#spawn, this.#neverStart);
      else this.#spawn(run);
    } catch (error) {
      this.#neverStart(error);
    }
  };

  readonly #spawn = (run: Run): void => {
    this.#closers.push(() => run.close());
    if (this.#isOver) {
      this.#close();
      return;
    }
    this.#run = run;
    try {
      this.#watch(run);
      this.#child = this.#start(run);
      this.#context.report({ type: 'process.spawned', pid: this.#child.pid });
    } catch (error) {
      this.#neverStart(error);
      return;
    }
    if (this.#newest) this.#configure(this.#newest);
  };

  #watch(run: Run): void {
    const { world, report } = this.#context;
    const tell = (type: 'process.hung' | 'process.stale') => () => report({ type });
    this.#closers.push(world.hangWatch.add(() => run.isHung(), tell('process.hung')));
    const { isStale } = run;
    if (isStale) this.#closers.push(world.hangWatch.add(isStale, tell('process.stale')));
  }

  #start(run: Run): StartedProcess {
    const { world, input } = this.#context;
    return startProcess(world, {
      ...run,
      camera: input.camera,
      role: input.role,
      path: input.path.replace(/\/run$/, ''),
      onLine: (line) => this.#guard(() => run.onLine?.(line)),
      onExit: (exit) => {
        this.#close();
        // before anybody can start a successor: it is refused until then
        this.#guard(() => this.#reclaim());
        this.#end(exitData(run, exit, world.onTrouble));
      },
    });
  }

  #reclaim(): void {
    const { world, input } = this.#context;
    if (input.role === 'recorder') return; // it has no frames
    world.holdings.region(input.want.region.id)?.reclaim(input.role);
  }

  readonly #neverStart = (error: unknown): void => {
    this.#close();
    this.#end(neverStarted(error));
  };

  #neverAsk(): void {
    this.#close();
    this.#end(neverAsked);
  }

  #end(exit: ExitData): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#context.report({ type: 'process.exited', exit });
  }

  #close(): void {
    for (const close of this.#closers.splice(0)) this.#guard(close);
  }

  #guard(act: () => void): void {
    guarded(act, this.#context.world.onTrouble);
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

const notSpawned = { code: null, signal: null, lastLines: [] };

/** Asked to stop before there was a process. */
const neverAsked: ExitData = { ...notSpawned, cause: 'asked', detail: null };

function neverStarted(error: unknown): ExitData {
  const { code, message } = errorData(error);
  const cause = code === 'DISK_FULL' ? 'disk-full' : 'not-spawned';
  return { ...notSpawned, cause, detail: printable(message) };
}

function guarded(act: () => void, onTrouble: World['onTrouble']): void {
  try {
    act();
  } catch (error) {
    onTrouble(error);
  }
}
