import { isObservable, type Observable, type Subject, Subscription } from 'rxjs';
import { FollowedFile } from '../actors/config/followed-file.ts';
import { isMountedFile } from '../actors/config/mount.ts';
import type { FileText } from '../actors/config/read-text.ts';
import { ConfigSource } from '../actors/config/source.ts';
import type { Budget } from '../actors/memory/budget.ts';
import type { CameraConfig, KeeperConfig } from '../config/camera-config.ts';
import type { ConfigInput, ConfigOutcome } from '../config/desired.ts';
import { KeeperError } from '../config/errors.ts';
import { type Loaded, loadConfig, loadJson } from '../config/load.ts';
import { parseCamera } from '../config/parse-camera.ts';
import type { Plan } from '../config/plan.ts';
import type { ConfigProblem } from '../config/problems.ts';
import { saveCamera } from '../config/save-camera.ts';
import type { Environment } from '../config/substitution.ts';
import type { LastingState } from './lasting-state.ts';
import type { KeeperOptions } from './options.ts';
import { byHand, check, ended, invalid, mounted, notPlain, problem } from './wish-problems.ts';

/** What is told besides the outcomes. */
export type HearsWishes = {
  readonly onWarning: (warning: ConfigProblem) => void;
  /** The last good configuration stays. Not of a first one. */
  readonly onRejected: (problems: readonly ConfigProblem[]) => void;
  readonly plans$: Subject<Plan>;
};

/** What can be asked for by command. */
export type Wish =
  | { readonly type: 'camera.remove' | 'camera.enable' | 'camera.disable'; readonly camera: string }
  | { readonly type: 'camera.add'; readonly camera: string; readonly section: unknown }
  | { readonly type: 'reload' };

export type WishesOptions = {
  readonly options: Pick<KeeperOptions, 'config' | 'watch' | 'environment'>;
  readonly lasting: LastingState;
  readonly hears: HearsWishes;
  /** undefined: nothing runs yet. */
  readonly budget: () => Budget | undefined;
};

/**
 * What is wished of the keeper, wherever it comes from: the file or the embedder's configurations,
 * and the commands laid over them.
 */
export class Wishes {
  readonly #given: KeeperOptions['config'];
  /** null: the configuration does not come from one. */
  readonly #file: FollowedFile | null;
  readonly #environment: Environment;
  readonly #isWatched: boolean;
  readonly #hears: HearsWishes;
  readonly #lasting: LastingState;
  readonly #source: ConfigSource;
  #isRestored = false;
  #budgetBytes = Number.POSITIVE_INFINITY;
  #defaults: KeeperConfig['defaults'];
  readonly #following = new Subscription();

  constructor({ options, lasting, hears, budget }: WishesOptions) {
    this.#source = new ConfigSource({
      memoryUnder: (budgetBytes) =>
        budget()?.ledger(budgetBytes ?? Number.POSITIVE_INFINITY) ?? null,
      plans$: hears.plans$,
      onChanged: () => setImmediate(() => this.#settleBudget(budget())),
    });
    this.#given = options.config ?? { cameras: {} };
    this.#file = typeof this.#given === 'string' ? new FollowedFile(this.#given) : null;
    this.#isWatched = options.watch ?? true;
    this.#environment = options.environment ?? process.env;
    this.#lasting = lasting;
    this.#hears = hears;
  }

  /**
   * What the frames of all cameras may take. Less counts at once, more when the cameras have heard
   * what is wished of them now: nothing is promised for a wish of before.
   */
  get budgetBytes(): number {
    return Math.min(this.#budgetBytes, this.#source.budgetBytes ?? Number.POSITIVE_INFINITY);
  }

  #settleBudget(budget: Budget | undefined): void {
    this.#budgetBytes = this.#source.budgetBytes ?? Number.POSITIVE_INFINITY;
    budget?.look();
  }

  get outcomes$(): Observable<ConfigOutcome> {
    return this.#source.outcomes$;
  }

  /**
   * Takes the first configuration, and calls `make` before that, as soon as it is known to be
   * right. Throws CONFIG_INVALID, the problems in its message, one a line.
   */
  async begin(make: () => Promise<void>): Promise<void> {
    if (isObservable(this.#given)) {
      await make();
      this.#follow(this.#given);
    } else if (this.#file === null) {
      await this.#acceptFirst(this.#readPlain(this.#given), make);
    } else {
      const { path } = this.#file;
      // the watch first: what is written during the reading is read again
      if (this.#isWatched) this.#watch(this.#file);
      await this.#file.read((read) => this.#acceptFirst(this.#parse(read, path), make));
    }
  }

  /** Reads the file again. What is wrong with it is thrown, and everything runs on. */
  async reload(): Promise<void> {
    const file = this.#fileFor('reload');
    check(await file.read((read) => this.#accept(this.#parse(read, file.path))));
  }

  /** `camera` as it would stand in the file. */
  add(camera: string, section: unknown): void {
    this.#restore();
    const config = this.#checked(camera, section);
    this.#lasting.noteSection(camera, section);
    this.#submit({ type: 'camera.add', camera, config });
  }

  /** Writes it into the file, and reads that: nothing that commands laid over it covers it. */
  async save(camera: string, section: unknown): Promise<void> {
    const file = this.#fileFor('save');
    this.#checked(camera, section);
    await file.change(
      (read) => this.#saved(read, { camera, section, file: file.path }),
      (read) => {
        check(this.#accept(this.#parse(read, file.path)));
        this.#submit({ type: 'camera.saved', camera });
      },
    );
  }

  /** What a wish would do. Nothing is done. Throws CONFIG_INVALID. */
  async plan(wish: Wish): Promise<Plan> {
    const plan = this.#source.plan(await this.#inputOf(wish));
    if ('problems' in plan) throw invalid(plan.problems);
    return plan;
  }

  async #inputOf(wish: Wish): Promise<ConfigInput> {
    if (wish.type === 'camera.add') {
      const { type, camera, section } = wish;
      const added = this.#readSection(camera, section, 'command');
      if (!added.ok) throw invalid(added.errors);
      return { type, camera, config: added.config };
    }
    if (wish.type !== 'reload') return wish;
    const file = this.#fileFor('reload');
    const loaded = await file.peek((read) => this.#parse(read, file.path));
    if (!loaded.ok) throw invalid(loaded.errors);
    return { type: 'file.loaded', config: loaded.config };
  }

  /** Whether a camera of that name is configured or was added, disabled or not. */
  isKnown(camera: string): boolean {
    return this.#source.isKnown(camera);
  }

  /** Whether it stands in the file, and was removed by command. */
  isHidden(camera: string): boolean {
    return Object.hasOwn(this.#source.commands.hidden, camera);
  }

  /** By whom it is switched off; null where it is to run. */
  disabledBy(camera: string): 'config' | 'request' | null {
    return this.#source.disabledBy(camera);
  }

  change(type: 'camera.remove' | 'camera.enable' | 'camera.disable', camera: string): void {
    this.#submit({ type, camera });
  }

  /** Nothing is read or heard any more. */
  end(): void {
    this.#following.unsubscribe();
  }

  async #acceptFirst(loaded: Loaded<KeeperConfig>, make: () => Promise<void>): Promise<void> {
    if (!loaded.ok) throw invalid(loaded.errors);
    await make();
    check(this.#accept(loaded));
  }

  #fileFor(what: string): FollowedFile {
    if (this.#file !== null) return this.#file;
    throw new KeeperError('BAD_ARGUMENT', `${what}: the configuration does not come from a file`);
  }

  #submit(input: ConfigInput): void {
    check(this.#take(input));
  }

  /** What was asked for in earlier runs comes first, and what is asked for now is noted. */
  #take(input: ConfigInput): ConfigOutcome | null {
    this.#restore();
    const outcome = this.#source.submit(input);
    this.#lasting.noteCommands(this.#source.commands);
    return outcome;
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
      loaded.warnings.forEach(this.#hears.onWarning);
      if (loaded.ok) return loaded.config;
      loaded.errors.forEach(this.#hears.onWarning);
      return null;
    });
    this.#source.submit({ type: 'commands.restored', commands });
  }

  #checked(camera: string, section: unknown): CameraConfig {
    const loaded = this.#readSection(camera, section, 'command');
    if (!loaded.ok) throw invalid(loaded.errors);
    loaded.warnings.forEach(this.#hears.onWarning);
    return loaded.config;
  }

  #readSection(camera: string, section: unknown, source: string): Loaded<CameraConfig> {
    const environment = this.#environment;
    return parseCamera(section, { camera, environment, defaults: this.#defaults, source });
  }

  #saved(read: FileText, camera: Named): string {
    if ('problem' in read) throw invalid([read.problem]);
    const saved = saveCamera(read.text, { ...camera, environment: this.#environment });
    if (!saved.ok) throw invalid(saved.errors);
    return saved.text;
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
    if (!this.#source.hasConfiguration) check(outcome);
  }

  #watch(file: FollowedFile): void {
    const warn = (message: string) => this.#hears.onWarning(problem(message, file.path));
    if (isMountedFile(file.path)) warn(mounted);
    const subscription = file.follow({
      use: (read) => void this.#accept(this.#parse(read, file.path)),
      onTrouble: (what) => warn(`${what}; ${byHand}`),
    });
    this.#following.add(subscription);
  }

  #parse(read: FileText, file: string): Loaded<KeeperConfig> {
    const environment = this.#environment;
    if ('text' in read) return loadConfig(read.text, { file, environment });
    return { ok: false, errors: [read.problem], warnings: [] };
  }

  /** Of an embedder: it may be anything. */
  #readPlain(config: unknown): Loaded<KeeperConfig> {
    try {
      const text = JSON.stringify(config) ?? 'null';
      return loadJson(text, { file: 'configuration', environment: this.#environment });
    } catch (error) {
      return { ok: false, errors: [notPlain(error)], warnings: [] };
    }
  }

  #accept(loaded: Loaded<KeeperConfig>): ConfigOutcome | null {
    loaded.warnings.forEach(this.#hears.onWarning);
    if (!loaded.ok) return this.#reject(loaded.errors);
    this.#defaults = loaded.config.defaults;
    return this.#take({ type: 'file.loaded', config: loaded.config });
  }

  /** The first one is told by `start` itself. */
  #reject(problems: readonly ConfigProblem[]): ConfigOutcome | null {
    if (this.#source.hasConfiguration) this.#hears.onRejected(problems);
    return this.#source.submit({ type: 'file.rejected', problems });
  }
}

type Named = { readonly camera: string; readonly section: unknown; readonly file: string };
