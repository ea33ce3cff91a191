import type { ExitCause, MemoryCommand, Role, RunFact, RunInput } from '../../actors/contracts.ts';
import { Budget, type BudgetOptions } from '../../actors/memory/budget.ts';
import type { CameraConfig } from '../../config/camera-config.ts';

/** How a scripted process behaves; times in milliseconds, null: never. */
export type Behaviour = {
  /** The actor throws instead of starting anything. */
  readonly throws: boolean;
  readonly readyMs: number | null;
  readonly exitMs: number | null;
  readonly exitCause: ExitCause;
  /** From SIGTERM, from SIGKILL, and (a tracker) from the closing of the queue. */
  readonly termMs: number | null;
  readonly finishMs: number | null;
  readonly killMs: number | null;
};

export const wellBehaved: Behaviour = {
  throws: false,
  readyMs: 100,
  exitMs: null,
  exitCause: 'crashed',
  termMs: 50,
  finishMs: 20,
  killMs: 1,
};

export type LiveRun = {
  readonly pid: number;
  readonly input: RunInput;
  readonly killable: boolean;
  readonly exit: (cause: ExitCause) => void;
  readonly hang: () => void;
  readonly stale: () => void;
  readonly report: (fact: RunFact) => void;
};

export type WorldOptions = {
  readonly behave?: (camera: string, role: Role) => Partial<Behaviour>;
  readonly refuse?: (camera: string, config: CameraConfig) => boolean;
  /** What there is for all frames. Without it: as much as is wanted. */
  readonly memoryBytes?: () => number;
  /** What the memory of a camera does not answer. */
  readonly silent?: (camera: string, command: MemoryCommand['type']) => boolean;
};

/** What the scripted world holds right now, and what went wrong in it. */
export type World = {
  readonly later: (fire: () => void, delayMs: number) => () => void;
  readonly behave: (camera: string, role: Role) => Behaviour;
  readonly refuse: (camera: string, config: CameraConfig) => boolean;
  readonly silent: (camera: string, command: MemoryCommand['type']) => boolean;
  readonly budget: Budget;
  /** By `front/capture`. */
  readonly runs: Map<string, LiveRun>;
  readonly regions: Map<string, number>;
  readonly onQueueClosed: Map<string, () => void>;
  readonly closedQueues: Set<string>;
  /** `front/capture 101`: that process found that region unusable. */
  readonly unusable: Set<string>;
  readonly violations: string[];
  /** Processes whose scope was left while they lived: for the reaper. */
  readonly orphans: string[];
  /** Not even SIGKILL ended them. */
  readonly abandoned: string[];
  readonly nextNumber: () => number;
  readonly note: (line: string) => void;
};

export function emptyWorld(
  options: WorldOptions,
  { later, note }: Pick<World, 'later' | 'note'>,
): World {
  let numbers = 100;
  return {
    later,
    note,
    behave: (camera, role) => ({ ...wellBehaved, ...options.behave?.(camera, role) }),
    refuse: options.refuse ?? (() => false),
    silent: options.silent ?? (() => false),
    budget: new Budget(memoryOf(options, later)),
    runs: new Map(),
    regions: new Map(),
    onQueueClosed: new Map(),
    closedQueues: new Set(),
    unusable: new Set(),
    violations: [],
    orphans: [],
    abandoned: [],
    nextNumber: () => ++numbers,
  };
}

/** In the time of the simulation. */
function memoryOf({ memoryBytes }: WorldOptions, later: World['later']): BudgetOptions {
  const bytes = Number.POSITIVE_INFINITY;
  return {
    room: () => ({ bytes, limitedBy: 'nobody', limitBytes: bytes }),
    ...(memoryBytes && { limitBytes: memoryBytes }),
    every: (ms, look) => {
      let cancel = () => {};
      const again = () => {
        cancel = later(() => {
          again();
          look();
        }, ms);
      };
      again();
      return () => cancel();
    },
  };
}
