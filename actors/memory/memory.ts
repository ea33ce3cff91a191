import { fromCallback } from 'xstate';
import type { CameraConfig } from '../../config/camera-config.ts';
import { type ErrorData, errorData, KeeperError } from '../../config/errors.ts';
import { refusalWords } from '../../config/memory-line.ts';
import { type CameraRegionShape, regionBytes, regionShape } from '../../config/region-shape.ts';
import { createRegion } from '../../native/index.ts';
import type { MemoryCommand, MemoryFact, MemoryInput } from '../contracts.ts';
import { countsOf, type FrameCounts, noFrames } from '../frame-counts.ts';
import type { HeldRegion } from '../holdings.ts';
import type { World } from '../world.ts';
import type { Account } from './account.ts';
import { marginBytes } from './budget.ts';

const MiB = 2 ** 20;
const noRoom = 'no room for its frames';
/** Reserving 155 MiB at once blocks for 44 ms; so much of it for about one. */
const stepBytes = 4 * MiB;
/** Left for everybody else when a camera makes no more than it has just given back. */
const leastBytes = 16 * MiB;

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
  readonly #account: Account;
  readonly #report: (fact: MemoryFact) => void;
  #held: HeldRegion | null = null;
  #generation = 0;
  #atClose: FrameCounts = noFrames;
  #left = false;
  #isInLine = false;
  #leaveLine = () => {};

  constructor(world: World, camera: string, report: (fact: MemoryFact) => void) {
    this.#world = world;
    this.#camera = camera;
    this.#account = world.budget.open(camera);
    this.#report = report;
  }

  obey(command: MemoryCommand): void {
    if (command.type === 'memory.allocate') this.#allocate(command.config);
    if (command.type === 'memory.ask') this.#ask(command.config, command.generation);
    if (command.type === 'memory.withdraw') this.#withdraw(command.isLeaving);
    if (command.type === 'memory.free') this.#free();
    if (command.type === 'queue.close') this.#closeQueue();
    if (command.type === 'queue.drain') this.#drain();
  }

  /** The scope was left. A region that is held stays with the holdings: processes may use it. */
  leave(): void {
    this.#left = true;
    this.#leaveLine();
    this.#account.stay();
  }

  #allocate(config: CameraConfig): void {
    const refused = this.#account.ask({
      bytes: regionBytes(config),
      kind: 'start',
      onPromised: () => this.#report({ type: 'memory.room' }),
    });
    if (refused !== null) this.#refuse(refusal(`${noRoom}: ${refused}`));
    else this.#waitForTurn(config);
  }

  #waitForTurn(config: CameraConfig): void {
    this.#isInLine = true;
    const leave = this.#world.reservations.take((done) => {
      this.#isInLine = false;
      this.#make(config, done);
    });
    this.#leaveLine = () => {
      leave();
      this.#isInLine = false;
    };
  }

  #ask(config: CameraConfig, generation: number): void {
    const answer = (error: ErrorData | null) =>
      this.#report({ type: 'memory.answered', generation, error });
    const bytes = regionBytes(config);
    const declined = this.#account.ask({ bytes, kind: 'change', onPromised: () => answer(null) });
    answer(declined === null ? null : refusal(declined));
  }

  #withdraw(isLeaving: boolean): void {
    if (isLeaving) this.#account.leave();
    else this.#account.stay();
    if (!isLeaving || !this.#isInLine) return;
    this.#leaveLine();
    this.#refuse(refusal('is not wanted any more'));
  }

  #make(config: CameraConfig, done: () => void): void {
    const bytes = regionBytes(config);
    this.#account.begin(bytes);
    try {
      const shape = regionShape(config);
      const held = this.#world.holdings.addRegion(this.#camera, (id) =>
        createRegion({ id, ...shape }),
      );
      this.#reserve({ held, shape, leftBytes: held.region.sizeBytes, done });
    } catch (error) {
      this.#fail(bytes, error);
      done();
    }
  }

  /** Step by step between turns of the event loop, so that nobody waits for it. */
  #reserve(reservation: Reservation): void {
    const { held, done } = reservation;
    const { holdings } = this.#world;
    const isWanted = !this.#left && holdings.region(held.id) !== null;
    if (!isWanted) {
      holdings.discardRegion(held.id);
      this.#account.dropped();
    } else if (!this.#isOver(reservation)) return;
    done();
  }

  /** Whether all of it is reserved, or refused. */
  #isOver(reservation: Reservation): boolean {
    const { held, leftBytes } = reservation;
    try {
      this.#checkRoom(reservation);
      const isWhole = held.region.reserve(stepBytes);
      const next = { ...reservation, leftBytes: isWhole ? 0 : Math.max(0, leftBytes - stepBytes) };
      this.#account.reserved(next.leftBytes);
      if (isWhole) this.#keep(reservation);
      else setImmediate(() => this.#reserve(next));
      return isWhole;
    } catch (error) {
      this.#world.holdings.discardRegion(held.id);
      this.#fail(held.region.sizeBytes, error);
    }
    return true;
  }

  /** At a cgroup's limit a step does not fail: we are killed. Others may have come in between. */
  #checkRoom({ held, leftBytes }: Reservation): void {
    const { bytes, limitedBy } = this.#world.memoryRoom();
    const keptBytes = this.#account.gaveAsMuch() ? leastBytes : marginBytes;
    if (bytes >= leftBytes + keptBytes) return;
    const { sizeBytes } = held.region;
    const freeBytes = bytes - keptBytes + sizeBytes - leftBytes;
    const words = refusalWords({ needBytes: sizeBytes, freeBytes, limitedBy });
    throw new KeeperError('MEMORY_REFUSED', `${noRoom}: ${words}; others took what was promised`);
  }

  #keep({ held, shape: { width, height, slots } }: Reservation): void {
    this.#held = held;
    const { id, region } = held;
    const { slotBytes } = region;
    const generation = ++this.#generation;
    const data = { id, generation, width, height, slots, slotBytes };
    this.#report({ type: 'memory.allocated', region: data });
  }

  /** Its turn comes again when somebody gives something back, and when the machine may have. */
  #fail(bytes: number, error: unknown): void {
    this.#account.failed();
    const known = errorData(error);
    if (!(error instanceof KeeperError) || known.code === 'MEMORY_REFUSED') {
      this.#refuse(known);
      return;
    }
    const need = `needs ${Math.ceil(bytes / MiB)} MiB`;
    this.#refuse(refusal(`${noRoom}: ${need}, the system refused: ${known.message}`));
  }

  #refuse(error: ErrorData): void {
    this.#report({ type: 'memory.refused', error });
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
    if (this.#held) {
      this.#world.holdings.closeRegion(this.#held.id);
      this.#account.freed();
    }
    this.#held = null;
    this.#report({ type: 'memory.freed' });
  }
}

const unread = ({ trackerStarting, trackerDied }: FrameCounts) => trackerStarting + trackerDied;

const refusal = (message: string): ErrorData => ({ code: 'MEMORY_REFUSED', message });
