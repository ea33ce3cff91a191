import type { FrameRegion } from '../native/index.ts';
import type { Role } from './contracts.ts';
import { addCounts, countsOf, type FrameCounts, noFrames } from './frame-counts.ts';

/** A living process group of a camera. */
export type HeldProcess = {
  readonly camera: string;
  readonly role: Role;
  readonly pid: number;
  /** False: that it has ended was seen already. */
  readonly killGroup: () => boolean;
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
  /** Of the regions that a camera has had before the one it has. */
  readonly #past = new Map<string, FrameCounts>();
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

  /** Idempotent. What its frames came to stays counted for the camera. */
  closeRegion(id: number): void {
    const held = this.#regions.get(id);
    if (!held) return;
    const counts = countsOf(held.region.metrics());
    this.#past.set(held.camera, addCounts(this.pastOf(held.camera), counts));
    this.discardRegion(id);
    this.#changed();
  }

  /** Of a region that nobody was given: what it took is not more than there was before. */
  discardRegion(id: number): void {
    this.#regions.get(id)?.region.close();
    this.#regions.delete(id);
  }

  pastOf(camera: string): FrameCounts {
    return this.#past.get(camera) ?? noFrames;
  }

  /** It is off, or gone: when it comes up, it counts from the beginning. */
  forgetPast(camera: string): void {
    this.#past.delete(camera);
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
