import type { CommandRow, StoreStatus } from '../actors/store/contracts.ts';
import { type Remembered, remember, rowsOf } from '../actors/store/remembered.ts';
import { Store } from '../actors/store/store.ts';
import type { CameraConfig } from '../config/camera-config.ts';
import { type Commands, noCommands } from '../config/commands.ts';
import { type ConfigProblem, toProblem } from '../config/problems.ts';

export type LastingStateOptions = {
  /** Of the store; null: none was asked for. */
  readonly path: string | null;
  readonly onWarning: (warning: ConfigProblem) => void;
};

const storeOff: StoreStatus = { state: 'off', reason: null, path: null, setAside: null };

/** A section to a camera; null: it cannot be used (any more). */
export type ReadSection = (camera: string, section: unknown) => CameraConfig | null;

/**
 * What outlives the run, if a store was asked for: generation and commands. Keeps beside the
 * commands the sections that the added cameras were made of: those are stored, not what they were
 * resolved to, so that no password of the environment is, and a newer program reads them anew.
 */
export class LastingState {
  readonly #store: Store | null;
  readonly #warn: (message: string) => void;
  #rows: readonly CommandRow[] = [];
  #isRestored = false;
  #sections: Remembered['added'] = {};
  /** Stored, and not usable now: kept until the camera is added anew. */
  #unusable: readonly CommandRow[] = [];
  #commands: Commands = noCommands;
  #generation = 0;
  /** Stored in its place while the keeper runs: none that was told is told again after a kill. */
  #reserved = 0;

  constructor({ path, onWarning }: LastingStateOptions) {
    const place = { file: path ?? 'store', line: null, column: null };
    this.#warn = (message) => onWarning(toProblem({ path: [], message }, place));
    this.#store = path === null ? null : new Store({ path, onWarning: this.#warn });
  }

  get status(): StoreStatus {
    return this.#store?.status ?? storeOff;
  }

  /** Returns the generation that the run begins with. */
  async open(): Promise<number> {
    const stored = await this.#store?.open();
    this.#rows = stored?.commands ?? [];
    this.#generation = stored?.generation ?? 0;
    this.#reserve();
    await this.settled();
    return this.#generation;
  }

  /** What commands of earlier runs asked for. */
  restore(read: ReadSection): Commands {
    this.#isRestored = true;
    const remembered = remember(this.#rows, (camera) => {
      this.#warn(`what it holds of camera ${camera} cannot be read, and is left out`);
    });
    const cameras = Object.entries(remembered.added).map(([camera, section]) => {
      return { camera, section, config: read(camera, section) };
    });
    const usable = cameras.filter(({ config }) => config !== null);
    const unusable = cameras.filter(({ config }) => config === null).map(({ camera }) => camera);
    this.#sections = sectionsOf(usable);
    this.#unusable = this.#rows.filter(({ camera }) => unusable.includes(camera));
    const added = Object.fromEntries(usable.map(({ camera, config }) => [camera, config!]));
    this.#commands = { ...remembered, added };
    return this.#commands;
  }

  noteSection(camera: string, section: unknown): void {
    this.#sections = { ...this.#sections, [camera]: section };
  }

  noteCommands(commands: Commands): void {
    if (commands === this.#commands) return;
    this.#commands = commands;
    this.#forgetSections();
    this.#save();
  }

  noteGeneration(generation: number): void {
    if (generation <= this.#generation) return;
    this.#generation = generation;
    if (this.#generation > this.#reserved - reserveMax / 2) this.#reserve();
  }

  /** Resolves when everything noted is stored, or cannot be. */
  async settled(): Promise<void> {
    await this.#store?.settled();
  }

  async close(): Promise<void> {
    this.#reserved = this.#generation;
    this.#save();
    await this.#store?.close();
  }

  #reserve(): void {
    this.#reserved = this.#generation + reserveMax;
    this.#save();
  }

  /** Of cameras that were removed: they come and go under ever new names. */
  #forgetSections(): void {
    const { added } = this.#commands;
    const names = Object.keys(this.#sections);
    if (names.every((camera) => Object.hasOwn(added, camera))) return;
    const kept = names.filter((camera) => Object.hasOwn(added, camera));
    this.#sections = Object.fromEntries(kept.map((camera) => [camera, this.#sections[camera]]));
  }

  #save(): void {
    const commands = this.#isRestored ? this.#rowsNow() : this.#rows;
    this.#store?.save({ generation: this.#reserved, commands });
  }

  #rowsNow(): CommandRow[] {
    const { added, hidden, wished } = this.#commands;
    const sections = Object.entries(this.#sections).filter(([name]) => Object.hasOwn(added, name));
    const rows = rowsOf({ added: Object.fromEntries(sections), hidden, wished });
    const kept = this.#unusable.filter((row) => !rows.some(({ camera }) => camera === row.camera));
    return [...rows, ...kept];
  }
}

const reserveMax = 1_000;

type Section = { readonly camera: string; readonly section: unknown };

const sectionsOf = (sections: readonly Section[]) =>
  Object.fromEntries(sections.map(({ camera, section }) => [camera, section]));
