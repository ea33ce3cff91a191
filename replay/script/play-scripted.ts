import type { Role } from '../../actors/contracts.ts';
import type { KeeperOutput } from '../../machines/keeper-context.ts';
import { defaultStart, type Simulation, simulate } from '../world/simulation.ts';
import type { Behaviour } from '../world/world.ts';
import { actor } from './act.ts';
import type { PlayOptions, Told } from './play.ts';
import type { Script, WorldPart } from './script.ts';

/** In a world that behaves as the script says. */
export function playScripted(script: Script, options: PlayOptions): Told {
  const world = new ChangingWorld(script.world);
  const simulation = simulate({
    records: false,
    beginMs: 0,
    ...options,
    start: world.start,
    behave: (camera, role) => world.behaviour(camera, role),
    refuse: (camera, { detect }) => world.refuses(camera, `${detect.width}x${detect.height}`),
    silent: (_, command) => world.memory.ignores?.includes(command) ?? false,
    memoryBytes: () => world.memory.roomBytes ?? Number.POSITIVE_INFINITY,
  });
  const act = actor(simulation, (part) => world.change(part));
  for (const { atMs, input } of script.inputs) {
    if (atMs > script.untilMs) break;
    simulation.jumpTo(atMs);
    act(input);
  }
  simulation.jumpTo(script.untilMs);
  return { story: simulation.story, faults: faultsOf(simulation), output: outputOf(simulation) };
}

function outputOf({ root }: Simulation): KeeperOutput | null {
  const { status, output } = root.getSnapshot();
  return status === 'done' ? (output as KeeperOutput) : null;
}

function faultsOf({ world, failure }: Simulation): string[] {
  const error = failure();
  return [...world.violations, ...(error ? [`the keeper failed: ${String(error)}`] : [])];
}

/** What the script says of the world, up to now. */
class ChangingWorld {
  #part: WorldPart;

  constructor(part: WorldPart) {
    this.#part = part;
  }

  get start() {
    const { seed, gate, stopWithinMs } = this.#part;
    return {
      ...(seed !== undefined && { seed }),
      ...(stopWithinMs !== undefined && { stopCameraWithinMs: stopWithinMs }),
      gate: gate ?? defaultStart.gate,
    };
  }

  get memory() {
    return this.#part.memory ?? {};
  }

  refuses(camera: string, size: string): boolean {
    const { refuses = [] } = this.memory;
    return refuses.includes(camera) || refuses.includes(`${camera} ${size}`);
  }

  behaviour(camera: string, role: Role): Partial<Behaviour> {
    const { processes = {} } = this.#part;
    return { ...processes.any, ...processes[role], ...processes[`${camera}/${role}`] };
  }

  /** What a part names is so from now on, and as the part says; all else stays. */
  change({ processes, memory }: WorldPart): void {
    this.#part = {
      ...this.#part,
      processes: { ...this.#part.processes, ...processes },
      memory: { ...this.#part.memory, ...memory },
    };
  }
}
