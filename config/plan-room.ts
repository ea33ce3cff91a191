import { dearest } from './cost.ts';
import type { Desired, DesiredCamera } from './desired.ts';
import { giversFirst } from './givers-first.ts';
import { refusalWords, served, type Waiting } from './memory-line.ts';
import type { CameraPlan, Plan } from './plan.ts';
import { regionBytes } from './region-shape.ts';
import { finder } from './table.ts';

/** How the memory for frames stands before the change. */
export type Memory = {
  /** Besides what is held, promised or being made. */
  readonly freeBytes: number;
  /** What a larger budget adds, after everybody has heard of the change. */
  readonly laterBytes: number;
  readonly limitedBy: string;
  /** By camera. */
  readonly held: ReadonlyMap<string, number>;
  /** How much who waits has asked for, in order. */
  readonly waiting: ReadonlyMap<string, number>;
};

type Change = {
  readonly before: Desired['cameras'];
  readonly after: Desired['cameras'];
  readonly memory: Memory;
};

/**
 * The same plan, with those refused whose frames do not fit, and those started for which there is
 * room now. The memory is asked in the order of the change, as the cameras will ask it.
 */
export function withinMemory(plans: Plan, { before, after, memory }: Change): Plan {
  const line = new MemoryLine(after, memory);
  for (const { camera, action } of plans) if (action === 'stop') line.giveBack(camera);
  const asking = plans.filter(({ camera }) => line.mustAsk(camera));
  const names = asking.map(({ camera }) => camera);
  for (const camera of giversFirst(names, { before, after })) line.ask(camera);
  line.settle();
  return plans.map((plan) => {
    const refusal = line.refusals.get(plan.camera);
    if (refusal !== undefined) return refused(plan, { refusal, isUp: line.isUp(plan.camera) });
    return line.isWoken(plan.camera) ? woken(plan, line.isUp(plan.camera)) : plan;
  });
}

class MemoryLine {
  readonly #after: (camera: string) => DesiredCamera | null;
  readonly #memory: Memory;
  #line: readonly Waiting[];
  #freeBytes: number;
  #comingBytes = 0;
  readonly #served = new Set<string>();
  readonly refusals = new Map<string, string>();

  constructor(after: Desired['cameras'], memory: Memory) {
    this.#after = finder(after);
    this.#memory = memory;
    this.#freeBytes = memory.freeBytes;
    const still = [...memory.waiting.keys()].filter((camera) => this.#keepsPlace(camera));
    this.#line = still.map((camera) => this.#waiting(camera));
  }

  isUp(camera: string): boolean {
    return (this.#memory.held.get(camera) ?? 0) > 0;
  }

  /** It waited, and has room now. */
  isWoken(camera: string): boolean {
    return this.#served.has(camera) && this.#memory.waiting.has(camera);
  }

  netBytes(camera: string): number {
    return regionBytes(this.#after(camera)!.config) - (this.#memory.held.get(camera) ?? 0);
  }

  /** It is to run, and has no region of that size. */
  mustAsk(camera: string): boolean {
    const isWanted = this.#after(camera)?.disabledBy === null;
    return isWanted && this.netBytes(camera) !== 0;
  }

  giveBack(camera: string): void {
    this.#comingBytes += this.#memory.held.get(camera) ?? 0;
  }

  /** Those that are down go before those that would like another size. */
  ask(camera: string): void {
    if (!this.#keepsPlace(camera)) {
      const firstUp = this.#line.findIndex((other) => this.isUp(other.camera));
      const at = this.isUp(camera) || firstUp < 0 ? this.#line.length : firstUp;
      this.#line = this.#line.toSpliced(at, 0, this.#waiting(camera));
    }
    this.#serve();
  }

  /** All that is given back was given back. */
  settle(): void {
    this.#freeBytes += this.#comingBytes + this.#memory.laterBytes;
    this.#comingBytes = 0;
    this.#serve();
    for (const { camera, netBytes } of this.#line) {
      const heldBytes = this.#memory.held.get(camera) ?? 0;
      const needBytes = netBytes + heldBytes;
      const { limitedBy } = this.#memory;
      const freeBytes = this.#freeBytes + heldBytes;
      this.refusals.set(camera, refusalWords({ needBytes, freeBytes, limitedBy }));
    }
  }

  #keepsPlace(camera: string): boolean {
    if (!this.mustAsk(camera)) return false;
    return this.#memory.waiting.get(camera) === regionBytes(this.#after(camera)!.config);
  }

  #waiting(camera: string): Waiting {
    return { camera, netBytes: this.netBytes(camera) };
  }

  #serve(): void {
    const spare = { freeBytes: this.#freeBytes, comingBytes: this.#comingBytes };
    for (const one of served(this.#line, spare)) {
      this.#served.add(one.camera);
      if (one.netBytes > 0) this.#freeBytes -= one.netBytes;
      else this.#comingBytes -= one.netBytes;
    }
    this.#line = this.#line.filter(({ camera }) => !this.#served.has(camera));
  }
}

type Refused = { readonly refusal: string; readonly isUp: boolean };

function refused(plan: CameraPlan, { refusal, isUp }: Refused): CameraPlan {
  const { camera, changes } = plan;
  if (plan.action === 'unchanged') return plan; // it waited before, and waits on
  if (!isUp) return { camera, changes, action: 'refuse', why: `${refusal}: it waits for room` };
  const others = changes.filter(({ cost }) => cost !== 'region');
  const told = others.map(({ path }) => path).join(', ');
  const cost = dearest(others);
  const restart = cost === 'none' || cost === 'live' ? '' : `, which restarts ${cost}`;
  const rest = told === '' ? '' : `; applied all the same: ${told}${restart}`;
  const why = `${refusal}: it runs on with the size that it has, and waits for room${rest}`;
  return { camera, changes, action: 'refuse', why };
}

function woken(plan: CameraPlan, isUp: boolean): CameraPlan {
  const { camera, changes } = plan;
  const why = 'there is room for it now';
  if (isUp) return { camera, changes, action: 'restart', part: 'region', parts: ['region'], why };
  return { camera, changes, action: 'start', why };
}
