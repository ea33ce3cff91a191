import { readFile } from 'node:fs/promises';
import { isObservable, type Observable } from 'rxjs';
import { ConfigSource } from '../actors/config/source.ts';
import type { KeeperConfig } from '../config/camera-config.ts';
import type { ConfigOutcome } from '../config/desired.ts';
import { KeeperError } from '../config/errors.ts';
import { type Loaded, loadConfig } from '../config/load.ts';
import { parseCamera } from '../config/parse-camera.ts';
import { type ConfigProblem, formatProblem, toProblem } from '../config/problems.ts';
import type { Environment } from '../config/substitution.ts';
import type { KeeperOptions } from './options.ts';

/**
 * What is wished of the keeper, wherever it comes from: the file or the embedder's configurations,
 * and the commands laid over them.
 */
export class Wishes {
  readonly #given: KeeperOptions['config'];
  readonly #environment: Environment;
  readonly #onWarning: (warning: ConfigProblem) => void;
  readonly #source = new ConfigSource();
  #defaults: KeeperConfig['defaults'];
  #lastReading: Promise<void> = Promise.resolve();
  #end = () => {};

  constructor(options: KeeperOptions, onWarning: (warning: ConfigProblem) => void) {
    this.#given = options.config ?? { cameras: {} };
    this.#environment = options.environment ?? process.env;
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
    else await this.#inTurn();
  }

  /** Reads the file again. What is wrong with it is thrown, and everything runs on. */
  async reload(): Promise<void> {
    if (typeof this.#given !== 'string') {
      throw new KeeperError('BAD_ARGUMENT', 'reload: the configuration does not come from a file');
    }
    await this.#inTurn();
  }

  /** `camera` as it would stand in the file. */
  add(camera: string, section: unknown): void {
    const environment = this.#environment;
    const loaded = parseCamera(section, { camera, environment, defaults: this.#defaults });
    if (!loaded.ok) throw invalid(loaded.errors);
    loaded.warnings.forEach(this.#onWarning);
    this.#submit({ type: 'camera.add', camera, config: loaded.config });
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

  #submit(input: Parameters<ConfigSource['submit']>[0]): void {
    const outcome = this.#source.submit(input);
    if (outcome?.type === 'config.rejected') throw invalid(outcome.problems);
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
  #inTurn(): Promise<void> {
    const reading = this.#lastReading.then(async () => {
      const outcome = this.#accept(await this.#load());
      if (outcome?.type === 'config.rejected') throw invalid(outcome.problems);
    });
    this.#lastReading = reading.catch(() => {});
    return reading;
  }

  async #load(): Promise<Loaded<KeeperConfig>> {
    if (typeof this.#given !== 'string') return this.#readPlain(this.#given);
    return this.#read(await readText(this.#given), this.#given);
  }

  /** Of an embedder: it may be anything. */
  #readPlain(config: unknown): Loaded<KeeperConfig> {
    try {
      return this.#read(JSON.stringify(config) ?? 'null', 'configuration');
    } catch (error) {
      return { ok: false, errors: [notPlain(error)], warnings: [] };
    }
  }

  #read(text: string, file: string): Loaded<KeeperConfig> {
    return loadConfig(text, { file, environment: this.#environment });
  }

  #accept(loaded: Loaded<KeeperConfig>): ConfigOutcome | null {
    loaded.warnings.forEach(this.#onWarning);
    if (!loaded.ok) return this.#source.submit({ type: 'file.rejected', problems: loaded.errors });
    this.#defaults = loaded.config.defaults;
    return this.#source.submit({ type: 'file.loaded', config: loaded.config });
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

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw new KeeperError('CONFIG_INVALID', `${file}: ${why}`, { cause });
  }
}
