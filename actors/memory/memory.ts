import { fromCallback } from 'xstate';
import type { CameraConfig } from '../../config/camera-config.ts';
import { type ErrorData, errorData, KeeperError } from '../../config/errors.ts';
import { type CameraRegionShape, regionShape } from '../../config/region-shape.ts';
import { createRegion } from '../../native/index.ts';
import type { MemoryCommand, MemoryFact, MemoryInput } from '../contracts.ts';
import { countsOf, type FrameCounts, noFrames } from '../frame-counts.ts';
import type { HeldRegion } from '../holdings.ts';
import type { World } from '../world.ts';
import type { Room } from './room.ts';

const MiB = 2 ** 20;
/** Reserving 155 MiB at once blocks for 44 ms; so much of it for about one. */
const stepBytes = 4 * MiB;
/** What must be left for everybody else. */
export const marginBytes = 64 * MiB;

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

type Reservation = {
  readonly held: HeldRegion;
  readonly shape: CameraRegionShape;
  readonly leftBytes: number;
  readonly done: () => void;
};

class CameraMemory {
  readonly #world: World;
  readonly #camera: string;
  readonly #report: (fact: MemoryFact) => void;
  #held: HeldRegion | null = null;
  #generation = 0;
  #atClose: FrameCounts = noFrames;
  #left = false;
  #leaveLine = () => {};
  #stopHoping = () => {};

  constructor(world: World, camera: string, report: (fact: MemoryFact) => void) {
    this.#world = world;
    this.#camera = camera;
    this.#report = report;
  }

  obey(command: MemoryCommand): void {
    if (command.type === 'memory.allocate') this.#allocate(command.config);
    if (command.type === 'memory.free') this.#free();
    if (command.type === 'queue.close') this.#closeQueue();
    if (command.type === 'queue.drain') this.#drain();
  }

  /** The scope was left. A region that is held stays with the holdings: processes may use it. */
  leave(): void {
    this.#left = true;
    this.#leaveLine();
    this.#stopHoping();
  }

  #allocate(config: CameraConfig): void {
    this.#stopHoping();
    this.#leaveLine = this.#world.reservations.take((done) => this.#make(config, done));
  }

  #make(config: CameraConfig, done: () => void): void {
    try {
      const shape = regionShape(config);
      const held = this.#world.holdings.addRegion(this.#camera, (id) =>
        createRegion({ id, ...shape }),
      );
      this.#reserve({ held, shape, leftBytes: held.region.sizeBytes, done });
    } catch (error) {
      this.#refuse(errorData(error), null);
      done();
    }
  }

  /** Step by step between turns of the event loop, so that nobody waits for it. */
  #reserve(reservation: Reservation): void {
    const { held, done } = reservation;
    const { holdings } = this.#world;
    const isWanted = !this.#left && holdings.region(held.id) !== null;
    if (!isWanted) holdings.discardRegion(held.id);
    else if (!this.#isOver(reservation)) return;
    done();
  }

  /** Whether all of it is reserved, or refused. */
  #isOver(reservation: Reservation): boolean {
    const { held, leftBytes } = reservation;
    const { sizeBytes } = held.region;
    try {
      checkRoom(this.#world.memoryRoom(), { leftBytes, sizeBytes });
      if (!held.region.reserve(stepBytes)) {
        const next = { ...reservation, leftBytes: Math.max(0, leftBytes - stepBytes) };
        setImmediate(() => this.#reserve(next));
        return false;
      }
      this.#keep(reservation);
    } catch (error) {
      this.#world.holdings.discardRegion(held.id);
      this.#refuse(errorData(error), sizeBytes);
    }
    return true;
  }

  #keep({ held, shape: { width, height, slots } }: Reservation): void {
    this.#held = held;
    const { id, region } = held;
    const { slotBytes } = region;
    const generation = ++this.#generation;
    const data = { id, generation, width, height, slots, slotBytes };
    this.#report({ type: 'memory.allocated', region: data });
  }

  /**
   * Says so, and says again when it might fit: somebody gave something back, or the rest of the
   * machine did, which nobody tells.
   */
  #refuse(error: ErrorData, sizeBytes: number | null): void {
    this.#report({ type: 'memory.refused', error });
    const look = () => {
      if (sizeBytes !== null && !fits(this.#world.memoryRoom(), sizeBytes)) return;
      this.#stopHoping();
      this.#report({ type: 'memory.room' });
    };
    const unwatch = this.#world.holdings.watch(look);
    const unhope = this.#world.reservations.hope(look);
    this.#stopHoping = () => {
      unwatch();
      unhope();
    };
  }

  #closeQueue(): void {
    if (!this.#held) return;
    this.#atClose = countsOf(this.#held.region.metrics());
    this.#held.region.closeQueue();
  }

  /** What a killed tracker had queued was counted at its exit already: also since the close. */
  #drain(): void {
    const region = this.#held?.region;
    region?.drain();
    const now = region ? countsOf(region.metrics()) : this.#atClose;
    const finished = Math.max(0, now.tracked - this.#atClose.tracked);
    const discarded = Math.max(0, unread(now) - unread(this.#atClose));
    this.#report({ type: 'queue.drained', finished, discarded });
  }

  #free(): void {
    if (this.#held) this.#world.holdings.closeRegion(this.#held.id);
    this.#held = null;
    this.#report({ type: 'memory.freed' });
  }
}

const unread = ({ trackerStarting, trackerDied }: FrameCounts) => trackerStarting + trackerDied;

const fits = (room: Room, neededBytes: number) => room.bytes >= neededBytes + marginBytes;

type Need = { readonly leftBytes: number; readonly sizeBytes: number };

/** For all that is still to be reserved: half a region helps nobody and harms the others. */
function checkRoom(room: Room, { leftBytes, sizeBytes }: Need): void {
  if (fits(room, leftBytes)) return;
  const mebibytes = (size: number) => Math.max(0, Math.ceil(size / MiB));
  const free = Math.max(0, Math.floor((room.bytes - marginBytes + sizeBytes - leftBytes) / MiB));
  throw new KeeperError(
    'MEMORY_REFUSED',
    `needs ${mebibytes(sizeBytes)} MiB for its frames; ${free} MiB ` +
      `are left (${room.limitedBy}, ${mebibytes(marginBytes)} MiB kept free)`,
  );
}
