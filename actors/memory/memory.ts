import { fromCallback } from 'xstate';
import type { CameraConfig } from '../../config/camera-config.ts';
import { type ErrorData, errorData, KeeperError } from '../../config/errors.ts';
import { regionShape } from '../../config/region-shape.ts';
import { createRegion, type FrameRegion } from '../../native/index.ts';
import type { MemoryCommand, MemoryFact, MemoryInput, RegionData } from '../contracts.ts';
import type { HeldRegion } from '../holdings.ts';
import type { World } from '../world.ts';
import { memoryRoom } from './room.ts';

const MiB = 2 ** 20;
/** Reserving 155 MiB at once blocks for 44 ms; so much of it for about one. */
const stepBytes = 4 * MiB;
/** What must be left for everybody else after every step. */
const marginBytes = 64 * MiB;

/** The memory of one camera's frames. Only this actor makes, closes, drains and frees it. */
export const memoryActor = (world: World) =>
  fromCallback<MemoryCommand, MemoryInput>(({ input, sendBack, receive }) => {
    const doorway = world.door.open(input.path, sendBack);
    const report = (fact: MemoryFact) => doorway.report(fact);
    const memory = new CameraMemory(world, input.camera, report);
    receive((command) => memory.obey(command));
    return () => {
      memory.leave();
      doorway.close();
    };
  });

class CameraMemory {
  readonly #world: World;
  readonly #camera: string;
  readonly #report: (fact: MemoryFact) => void;
  #held: HeldRegion | null = null;
  #generation = 0;
  #framesAtClose = 0;
  #left = false;
  #stopWaiting = () => {};

  constructor(world: World, camera: string, report: (fact: MemoryFact) => void) {
    this.#world = world;
    this.#camera = camera;
    this.#report = report;
  }

  obey(command: MemoryCommand): void {
    if (command.type === 'memory.allocate') this.#allocate(command.config);
    if (command.type === 'memory.free') this.#free();
    if (command.type === 'queue.reclaim') this.#held?.region.reclaim(command.role);
    if (command.type === 'queue.close') this.#closeQueue();
    if (command.type === 'queue.drain') this.#drain();
  }

  /** The scope was left. A region that is held stays with the holdings: processes may use it. */
  leave(): void {
    this.#left = true;
    this.#stopWaiting();
  }

  #allocate(config: CameraConfig): void {
    this.#stopWaiting();
    try {
      const shape = regionShape(config);
      const make = (id: number) => createRegion({ id, ...shape });
      const held = this.#world.holdings.addRegion(this.#camera, make);
      this.#reserve(held, { ...shape, generation: ++this.#generation });
    } catch (error) {
      this.#refuse(errorData(error));
    }
  }

  /** Step by step between turns of the event loop, so that nobody waits for it. */
  #reserve(held: HeldRegion, shape: Omit<RegionData, 'id' | 'slotBytes'>): void {
    if (this.#left) {
      this.#world.holdings.closeRegion(held.id);
      return;
    }
    try {
      checkRoom(held.region);
      if (!held.region.reserve(stepBytes)) {
        setImmediate(() => this.#reserve(held, shape));
        return;
      }
      this.#held = held;
      const { width, height, slots, generation } = shape;
      const { slotBytes } = held.region;
      const region = { id: held.id, generation, width, height, slots, slotBytes };
      this.#report({ type: 'memory.allocated', region });
    } catch (error) {
      this.#world.holdings.closeRegion(held.id);
      this.#refuse(errorData(error));
    }
  }

  /** Says so, and says again when somebody gave something back. */
  #refuse(error: ErrorData): void {
    this.#report({ type: 'memory.refused', error });
    this.#stopWaiting = this.#world.holdings.watch(() => {
      this.#stopWaiting();
      this.#report({ type: 'memory.room' });
    });
  }

  #closeQueue(): void {
    if (!this.#held) return;
    this.#framesAtClose = this.#held.region.metrics().tracker.framesTotal;
    this.#held.region.closeQueue();
  }

  #drain(): void {
    const region = this.#held?.region;
    const discarded = region?.drain() ?? 0;
    const finished = (region?.metrics().tracker.framesTotal ?? 0) - this.#framesAtClose;
    this.#report({ type: 'queue.drained', finished: Math.max(0, finished), discarded });
  }

  #free(): void {
    if (this.#held) this.#world.holdings.closeRegion(this.#held.id);
    this.#held = null;
    this.#report({ type: 'memory.freed' });
  }
}

function checkRoom(region: FrameRegion): void {
  const { bytes, limitedBy } = memoryRoom();
  if (bytes >= stepBytes + marginBytes) return;
  const mebibytes = (size: number) => Math.max(0, Math.ceil(size / MiB));
  throw new KeeperError(
    'MEMORY_REFUSED',
    `needs ${mebibytes(region.sizeBytes)} MiB for its frames; ${mebibytes(bytes - marginBytes)} MiB ` +
      `are left (${limitedBy}, ${mebibytes(marginBytes)} MiB kept free)`,
  );
}
