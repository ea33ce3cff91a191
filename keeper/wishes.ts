import { isObservable, type Observable } from 'rxjs';
import { changeConfigFile, readConfigFile } from '../actors/config/config-file.ts';
import { ConfigSource } from '../actors/config/source.ts';
import type { CameraConfig, KeeperConfig } from '../config/camera-config.ts';
import type { ConfigInput, ConfigOutcome } from '../config/desired.ts';
import { KeeperError } from '../config/errors.ts';
import { type Loaded, loadConfig } from '../config/load.ts';
import { parseCamera } from '../config/parse-camera.ts';
import { type ConfigProblem, formatProblem, toProblem } from '../config/problems.ts';
import { saveCamera } from '../config/save-camera.ts';
import type { Environment } from '../config/substitution.ts';
import type { LastingState } from './lasting-state.ts';
import type { KeeperOptions } from './options.ts';

export type WishesOptions = {
  readonly options: Pick<KeeperOptions, 'config' | 'environment'>;
  readonly lasting: LastingState;
  readonly onWarning: (warning: ConfigProblem) => void;
};

/**
 * What is wished of the keeper, wherever it comes from: the file or the embedder's configurations,
 * and the commands laid over them.
 */
export class Wishes {
  readonly #given: KeeperOptions['config'];
  readonly #environment: Environment;
  readonly #onWarning: (warning: ConfigProblem) => void;
  readonly #lasting: LastingState;
  readonly #source = new ConfigSource();
  #isRestored = false;
  #defaults: KeeperConfig['defaults'];
  #lastReading: Promise<void> = Promise.resolve();
  #end = () => {};

  constructor({ options, lasting, onWarning }: WishesOptions) {
    this.#given = options.config ?? { cameras: {} };
    this.#environment = options.environment ?? process.env;
    this.#lasting = lasting;
    this.#onWarning = onWarning;
  }

  get outcomes$(): Observable<ConfigOutcome> {
    return this.#source.outcomes$;
  }

  /**
   * Reads the first configuration. Throws CONFIG_INVALID, the problems in its message, one a line.
   */
  async begin(): Promise<void> {
    if (isObservable(this.#given)) this.#follow(this.#given);
    else await this.#inTurn(() => this.#read());
  }

  /** Reads the file again. What is wrong with it is thrown, and everything runs on. */
  async reload(): Promise<void> {
    this.#file('reload');
    await this.#inTurn(() => this.#read());
  }

  /** `camera` as it would stand in the file. */
  add(camera: string, section: unknown): void {
    this.#restore();
    const loaded = this.#readSection(camera, section, 'command');
    if (!loaded.ok) throw invalid(loaded.errors);
    loaded.warnings.forEach(this.#onWarning);
    this.#lasting.noteSection(camera, section);
    this.#submit({ type: 'camera.add', camera, config: loaded.config });
  }

  /** Writes it into the file, and reads that: nothing that commands laid over it covers it. */
  async save(camera: string, section: unknown): Promise<void> {
    const file = this.#file('save');
    const loaded = this.#readSection(camera, section, 'command');
    if (!loaded.ok) throw invalid(loaded.errors);
    const environment = this.#environment;
    await this.#inTurn(async () => {
      await changeConfigFile(file, (text) => {
        const saved = saveCamera(text, { camera, section, file, environment });
        if (!saved.ok) throw invalid(saved.errors);
        return saved.text;
      });
      await this.#read();
      this.#submit({ type: 'camera.saved', camera });
    });
  }

  /** Whether a camera of that name is configured or was added, disabled or not. */
  isKnown(camera: string): boolean {
    return this.#source.isKnown(camera);
  }

  change(type: 'camera.remove' | 'camera.enable' | 'camera.disable', camera: string): void {
    this.#submit({ type, camera });
  }

  end(): void {
    this.#end();
  }

  #file(what: string): string {
    if (typeof this.#given === 'string') return this.#given;
    throw new KeeperError('BAD_ARGUMENT', `${what}: the configuration does not come from a file`);
  }

  #submit(input: ConfigInput): void {
    this.#restore();
    const outcome = this.#source.submit(input);
    this.#lasting.noteCommands(this.#source.commands);
    if (outcome?.type === 'config.rejected') throw invalid(outcome.problems);
  }

  /**
   * Once, before anything is accepted: what earlier runs were asked for lies under what this one is
   * asked for. The defaults of the file that is being accepted hold for it, too.
   */
  #restore(): void {
    if (this.#isRestored) return;
    this.#isRestored = true;
    const commands = this.#lasting.restore((camera, section) => {
      const loaded = this.#readSection(camera, section, 'store');
      loaded.warnings.forEach(this.#onWarning);
      if (loaded.ok) return loaded.config;
      loaded.errors.forEach(this.#onWarning);
      return null;
    });
    this.#source.submit({ type: 'commands.restored', commands });
  }

  #readSection(camera: string, section: unknown, source: string): Loaded<CameraConfig> {
    const environment = this.#environment;
    return parseCamera(section, { camera, environment, defaults: this.#defaults, source });
  }

  /** Throws for a bad one that is there already. */
  #follow(config$: Observable<unknown>): void {
    let outcome: ConfigOutcome | null = null;
    const subscription = config$.subscribe({
      next: (config) => {
        outcome = this.#accept(this.#readPlain(config));
      },
      error: (error) => {
        outcome = this.#source.submit({ type: 'file.rejected', problems: [ended(error)] });
      },
    });
    this.#end = () => subscription.unsubscribe();
    const first = outcome as ConfigOutcome | null;
    if (first?.type === 'config.rejected' && !this.#source.hasConfiguration) {
      throw invalid(first.problems);
    }
  }

  /** Two readings at once could end the other way round, and the older one would win. */
  #inTurn(read: () => Promise<void>): Promise<void> {
    const reading = this.#lastReading.then(read);
    this.#lastReading = reading.catch(() => {});
    return reading;
  }

  async #read(): Promise<void> {
    const outcome = this.#accept(await this.#load());
    if (outcome?.type === 'config.rejected') throw invalid(outcome.problems);
  }

  async #load(): Promise<Loaded<KeeperConfig>> {
    if (typeof this.#given !== 'string') return this.#readPlain(this.#given);
    return this.#readText(await readConfigFile(this.#given), this.#given);
  }

  /** Of an embedder: it may be anything. */
  #readPlain(config: unknown): Loaded<KeeperConfig> {
    try {
      return this.#readText(JSON.stringify(config) ?? 'null', 'configuration');
    } catch (error) {
      return { ok: false, errors: [notPlain(error)], warnings: [] };
    }
  }

  #readText(text: string, file: string): Loaded<KeeperConfig> {
    return loadConfig(text, { file, environment: this.#environment });
  }

  #accept(loaded: Loaded<KeeperConfig>): ConfigOutcome | null {
    loaded.warnings.forEach(this.#onWarning);
    if (!loaded.ok) return this.#source.submit({ type: 'file.rejected', problems: loaded.errors });
    this.#defaults = loaded.config.defaults;
    this.#restore();
    const outcome = this.#source.submit({ type: 'file.loaded', config: loaded.config });
    this.#lasting.noteCommands(this.#source.commands);
    return outcome;
  }
}

const invalid = (problems: readonly ConfigProblem[]) =>
  new KeeperError('CONFIG_INVALID', problems.map(formatProblem).join('\n'));

const problem = (message: string): ConfigProblem =>
  toProblem({ path: [], message }, { file: 'configuration', line: null, column: null });

const ended = (error: unknown): ConfigProblem =>
  problem(`the stream of configurations failed: ${String(error)}`);

const notPlain = (error: unknown): ConfigProblem =>
  problem(`expected plain data: ${String(error)}`);
