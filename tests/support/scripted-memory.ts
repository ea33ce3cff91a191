import { fromCallback } from 'xstate';
import type { MemoryCommand, MemoryFact, MemoryInput } from '../../actors/contracts.ts';
import type { Account } from '../../actors/memory/account.ts';
import type { CameraConfig } from '../../config/camera-config.ts';
import { regionBytes } from '../../config/region-shape.ts';
import { roles } from '../../machines/camera-context.ts';
import type { FindStage } from './stage.ts';
import type { World } from './world.ts';

/**
 * Memory with the real budget, as large as the world says, that complains when it is freed under
 * somebody or given twice.
 */
export const scriptedMemory = (stageOf: FindStage) =>
  fromCallback<MemoryCommand, MemoryInput>(({ input, sendBack, receive, system }) => {
    const { path, camera } = input;
    const { door, world } = stageOf(system);
    const doorway = door.open(path, sendBack);
    const report = (fact: MemoryFact) => world.later(() => doorway.report(fact), 1);
    const memory = new ScriptedMemory(world, camera, report);
    receive((command) => memory.obey(command));
    return () => {
      memory.leave();
      doorway.close();
    };
  });

class ScriptedMemory {
  readonly #world: World;
  readonly #camera: string;
  readonly #account: Account;
  readonly #report: (fact: MemoryFact) => void;
  #generation = 0;

  constructor(world: World, camera: string, report: (fact: MemoryFact) => void) {
    this.#world = world;
    this.#camera = camera;
    this.#account = world.budget.open(camera);
    this.#report = report;
  }

  obey(command: MemoryCommand): void {
    const { budget } = this.#world;
    const { freeBytes } = budget.figures();
    const fact = this.#answer(command);
    const overBytes = Math.min(freeBytes, 0) - budget.figures().freeBytes;
    if (overBytes > 0) this.#violates(`${overBytes} bytes are promised twice`);
    if (fact && !this.#world.silent(this.#camera, command.type)) this.#report(fact);
  }

  leave(): void {
    this.#account.stay();
  }

  #answer(command: MemoryCommand): MemoryFact | null {
    switch (command.type) {
      case 'memory.allocate':
        return this.#allocate(command.config);
      case 'memory.ask':
        return this.#ask(command.config, command.generation);
      case 'memory.withdraw':
        if (command.isLeaving) this.#account.leave();
        else this.#account.stay();
        return null;
      case 'queue.close':
        return this.#close();
      case 'queue.drain':
        this.#complain('drained');
        return { type: 'queue.drained', finished: 1, discarded: 0 };
      case 'memory.free':
        return this.#free();
    }
  }

  #allocate(config: CameraConfig): MemoryFact {
    const { width, height } = config.detect;
    const bytes = regionBytes(config);
    const refused = this.#account.ask({
      bytes,
      kind: 'start',
      onPromised: () => this.#report({ type: 'memory.room' }),
    });
    if (refused !== null) return this.#refuse(refused);
    this.#account.begin(bytes);
    if (this.#world.refuse(this.#camera, config)) {
      this.#account.failed();
      return this.#refuse('needs 14 MiB');
    }
    this.#account.reserved(0);
    if (this.#world.regions.has(this.#camera)) this.#violates(`two regions of ${this.#camera}`);
    const id = this.#world.nextNumber();
    this.#world.regions.set(this.#camera, id);
    this.#world.note(`allocate ${this.#camera} ${width}x${height}`);
    const region = { id, generation: ++this.#generation, width, height, slots: 10, slotBytes: 1 };
    return { type: 'memory.allocated', region };
  }

  #refuse(message: string): MemoryFact {
    this.#world.note(`refuse ${this.#camera}`);
    return { type: 'memory.refused', error: { code: 'MEMORY_REFUSED', message } };
  }

  #ask(config: CameraConfig, generation: number): MemoryFact {
    const answer = (message: string | null): MemoryFact => {
      this.#world.note(`${message === null ? 'promise' : 'decline'} ${this.#camera}`);
      const error = message === null ? null : { code: 'MEMORY_REFUSED', message };
      return { type: 'memory.answered', generation, error };
    };
    const onPromised = () => this.#report(answer(null));
    return answer(this.#account.ask({ bytes: regionBytes(config), kind: 'change', onPromised }));
  }

  #close(): null {
    if (this.#world.runs.has(`${this.#camera}/capture`)) this.#violates('closed under capture');
    this.#world.note(`close ${this.#camera}`);
    this.#world.closedQueues.add(this.#camera);
    this.#world.onQueueClosed.get(this.#camera)?.();
    return null;
  }

  #free(): MemoryFact {
    this.#complain('freed');
    if (this.#world.regions.has(this.#camera)) this.#account.freed();
    forgetRegion(this.#world, this.#camera);
    this.#world.note(`free ${this.#camera}`);
    return { type: 'memory.freed' };
  }

  #complain(what: string): void {
    const processes = roles.map((role) => `${this.#camera}/${role}`);
    const living = processes.filter((key) => this.#world.runs.has(key));
    if (living.length > 0) this.#violates(`${what} under ${living}`);
  }

  #violates(what: string): void {
    this.#world.violations.push(what);
  }
}

export function forgetRegion(world: World, camera: string): void {
  world.regions.delete(camera);
  world.closedQueues.delete(camera);
}
