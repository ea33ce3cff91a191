import type { FrameRegion } from '../native/index.ts';
import type { Role } from './contracts.ts';

/** A living process group of a camera. */
export type HeldProcess = {
  readonly camera: string;
  readonly role: Role;
  readonly pid: number;
  readonly killGroup: () => void;
};
export type HeldRegion = {
  readonly camera: string;
  readonly id: number;
  readonly region: FrameRegion;
};

/**
 * What the cameras hold of the world, known outside the machines: whatever a machine does, what is
 * in here can be killed, closed and waited for.
 */
export class Holdings {
  readonly #processes = new Set<HeldProcess>();
  readonly #regions = new Map<number, HeldRegion>();
  readonly #watchers = new Set<() => void>();
  #regionsMade = 0;

  addProcess(process: HeldProcess): () => void {
    this.#processes.add(process);
    return () => {
      this.#processes.delete(process);
      this.#changed();
    };
  }

  addRegion(camera: string, make: (id: number) => FrameRegion): HeldRegion {
    const id = ++this.#regionsMade;
    const held = { camera, id, region: make(id) };
    this.#regions.set(id, held);
    return held;
  }

  region(id: number): FrameRegion | null {
    return this.#regions.get(id)?.region ?? null;
  }

  closeRegion(id: number): void {
    this.#regions.get(id)?.region.close();
    this.#regions.delete(id);
    this.#changed();
  }

  processesOf(camera: string | null): readonly HeldProcess[] {
    return [...this.#processes].filter((held) => camera === null || held.camera === camera);
  }

  regionsOf(camera: string | null): readonly HeldRegion[] {
    return [...this.#regions.values()].filter((held) => camera === null || held.camera === camera);
  }

  /** Hears of everything that is given back. Returns how to stop listening. */
  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  #changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
