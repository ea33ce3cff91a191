import { isObservable, type Observable, Subscription } from 'rxjs';
import { fileChanges } from '../actors/config/file-watch.ts';
import { isMountedFile } from '../actors/config/mount.ts';
import { type FileText, readConfigText } from '../actors/config/read-text.ts';
import { ConfigSource } from '../actors/config/source.ts';
import type { KeeperConfig } from '../config/camera-config.ts';
import type { ConfigOutcome } from '../config/desired.ts';
import { KeeperError } from '../config/errors.ts';
import { type Loaded, loadConfig } from '../config/load.ts';
import { parseCamera } from '../config/parse-camera.ts';
import type { Plan } from '../config/plan.ts';
import { type ConfigProblem, formatProblem, toProblem } from '../config/problems.ts';
import type { Environment } from '../config/substitution.ts';
import type { KeeperOptions } from './options.ts';

/** What is told besides the outcomes. */
export type HearsWishes = {
  readonly onWarning: (warning: ConfigProblem) => void;
  /** The last good configuration stays. Not of a first one. */
  readonly onRejected: (problems: readonly ConfigProblem[]) => void;
  readonly onPlan: (plan: Plan) => void;
};

/**
 * What is wished of the keeper, wherever it comes from: the file or the embedder's configurations,
 * and the commands laid over them.
 */
export class Wishes {
  readonly #given: KeeperOptions['config'];
  readonly #environment: Environment;
  readonly #isWatched: boolean;
  readonly #hears: HearsWishes;
  readonly #source = new ConfigSource();
  #defaults: KeeperConfig['defaults'];
  #lastReading: Promise<unknown> = Promise.resolve();
  /** null: there was nothing to read. */
  #lastText: string | null = null;
  readonly #following = new Subscription();

  constructor(options: KeeperOptions, hears: HearsWishes) {
    this.#given = options.config ?? { cameras: {} };
    this.#isWatched = options.watch ?? true;
    this.#environment = options.environment ?? process.env;
    this.#hears = hears;
    this.#following.add(this.#source.plans$.subscribe(hears.onPlan));
  }

  get outcomes$(): Observable<ConfigOutcome> {
    return this.#source.outcomes$;
  }

  /**
   * Reads the first configuration. Throws CONFIG_INVALID, the problems in its message, one a line.
   */
  async begin(): Promise<void> {
    if (isObservable(this.#given)) return this.#follow(this.#given);
    // the watch first: what is written during the reading is read again
    if (typeof this.#given === 'string' && this.#isWatched) this.#watch(this.#given);
    await this.#readNow();
  }

  /** Reads the file again. What is wrong with it is thrown, and everything runs on. */
  async reload(): Promise<void> {
    if (typeof this.#given !== 'string') {
      throw new KeeperError('BAD_ARGUMENT', 'reload: the configuration does not come from a file');
    }
    await this.#readNow();
  }

  /** `camera` as it would stand in the file. */
  add(camera: string, section: unknown): void {
    const environment = this.#environment;
    const loaded = parseCamera(section, { camera, environment, defaults: this.#defaults });
    if (!loaded.ok) throw invalid(loaded.errors);
    loaded.warnings.forEach(this.#hears.onWarning);
    this.#submit({ type: 'camera.add', camera, config: loaded.config });
  }

  /** Whether a camera of that name is configured or was added, disabled or not. */
  isKnown(camera: string): boolean {
    return this.#source.isKnown(camera);
  }

  change(type: 'camera.remove' | 'camera.enable' | 'camera.disable', camera: string): void {
    this.#submit({ type, camera });
  }

  /** Nothing is read or heard any more. */
  end(): void {
    this.#following.unsubscribe();
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
        outcome = this.#reject([ended(error)]);
      },
    });
    this.#following.add(subscription);
    const first = outcome as ConfigOutcome | null;
    if (first?.type === 'config.rejected' && !this.#source.hasConfiguration) {
      throw invalid(first.problems);
    }
  }

  #watch(path: string): void {
    const warn = (message: string) => this.#hears.onWarning(problem(message, path));
    if (isMountedFile(path)) warn(mounted);
    const changes$ = fileChanges({ path, onTrouble: (what) => warn(`${what}; ${byHand}`) });
    this.#following.add(changes$.subscribe(() => this.#readIfOther(path)));
  }

  /** For nobody who waits: what comes of it is told. Read already, or gone as before: nothing. */
  #readIfOther(path: string): void {
    void this.#inTurn(async () => {
      const read = await readConfigText(path);
      const text = 'text' in read ? read.text : null;
      if (text !== this.#lastText && !this.#following.closed) this.#accept(this.#parse(read, path));
    });
  }

  async #readNow(): Promise<void> {
    const outcome = await this.#inTurn(async () => this.#accept(await this.#load()));
    if (outcome?.type === 'config.rejected') throw invalid(outcome.problems);
  }

  /** Two readings at once could end the other way round, and the older one would win. */
  #inTurn<Outcome>(read: () => Promise<Outcome>): Promise<Outcome> {
    const reading = this.#lastReading.then(read);
    this.#lastReading = reading.catch(() => {});
    return reading;
  }

  async #load(): Promise<Loaded<KeeperConfig>> {
    if (typeof this.#given !== 'string') return this.#readPlain(this.#given);
    return this.#parse(await readConfigText(this.#given), this.#given);
  }

  #parse(read: FileText, file: string): Loaded<KeeperConfig> {
    this.#lastText = 'text' in read ? read.text : null;
    if ('text' in read) return this.#read(read.text, file);
    return { ok: false, errors: [read.problem], warnings: [] };
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
    loaded.warnings.forEach(this.#hears.onWarning);
    if (!loaded.ok) return this.#reject(loaded.errors);
    this.#defaults = loaded.config.defaults;
    return this.#source.submit({ type: 'file.loaded', config: loaded.config });
  }

  /** The first one is told by `start` itself. */
  #reject(problems: readonly ConfigProblem[]): ConfigOutcome | null {
    if (this.#source.hasConfiguration) this.#hears.onRejected(problems);
    return this.#source.submit({ type: 'file.rejected', problems });
  }
}

const invalid = (problems: readonly ConfigProblem[]) =>
  new KeeperError('CONFIG_INVALID', problems.map(formatProblem).join('\n'));

const problem = (message: string, file = 'configuration'): ConfigProblem =>
  toProblem({ path: [], message }, { file, line: null, column: null });

const ended = (error: unknown): ConfigProblem =>
  problem(`the stream of configurations failed: ${String(error)}`);

const notPlain = (error: unknown): ConfigProblem =>
  problem(`expected plain data: ${String(error)}`);

const byHand = 'after a change of it, ask for a reload';
const mounted =
  'is mounted as a single file: when it is replaced outside, the old one stays to be seen; ' +
  'mount its directory, or write it in place';
