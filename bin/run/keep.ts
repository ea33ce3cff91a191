import { errorData, errorFromData } from '../../config/errors.ts';
import {
  createKeeper,
  type Keeper,
  type KeeperOptions,
  type KeeperResult,
  serveInspector,
} from '../../index.ts';
import { insightOf } from '../../keeper/insight.ts';
import { violenceIn, violenceWords } from '../../keeper/violence.ts';
import { type ExitCode, exitCodeOfSignal, exitCodes } from '../exit-codes.ts';
import { exitCodeOfStop } from '../stop/exit-code-of-stop.ts';
import { type Entry, failure, followKeeper, type Level, note } from './entry.ts';
import { StopSignals } from './stop-signals.ts';
import type { OpenSurface, Surface } from './surface.ts';

export type KeepOptions = {
  readonly keeper: KeeperOptions;
  readonly open: OpenSurface;
  readonly level: Level;
  readonly hints?: readonly string[];
  /** Where it is shown in a browser; null: nowhere. */
  readonly http?: string | null;
  /** Told before anything else. */
  readonly first?: readonly Entry[];
};

/** The second signal: SIGKILL to what has not ended by a quarter of it. */
const stopNowWithinMs = 400;
/** Should even that hang, the children die with us. */
const quitAfterMs = 3_000;

/**
 * A keeper as a program of its own, from its start to its end: signals, what it shows, exit
 * status.
 */
export async function keep(options: KeepOptions): Promise<ExitCode> {
  const program = new KeeperProgram(options);
  return program.run();
}

class KeeperProgram {
  readonly #options: KeepOptions;
  readonly #keeper: Keeper;
  readonly #stopping = new AbortController();
  readonly #signals = new StopSignals();
  #surface: Surface | null = null;
  /** Worse than how the stop itself went. */
  #exitCode: ExitCode | null = null;

  constructor(options: KeepOptions) {
    this.#options = options;
    this.#keeper = createKeeper({
      ...options.keeper,
      signal: this.#stopping.signal,
      onTrouble: (error) => this.#surface?.tell(failure('trouble', error)),
    });
  }

  async run(): Promise<ExitCode> {
    const { level, open, hints = [], first = [] } = this.#options;
    this.#listen();
    if (this.#options.http) insightOf(this.#keeper).story(); // before anything happens
    const early = [...first];
    followKeeper(this.#keeper, (entry) => {
      if (this.#surface) this.#surface.tell(entry);
      else early.push(entry);
    });
    if (!(await this.#hasStarted())) return this.#exitCode ?? exitCodes.ok;
    this.#surface = open({ keeper: this.#keeper, level, hints });
    for (const entry of early) this.#surface.tell(entry);
    void this.#serve(this.#surface);
    return this.#untilStopped(this.#surface);
  }

  /** Nothing is shown of what does not start. False: it was asked to stop before it ran. */
  async #hasStarted(): Promise<boolean> {
    try {
      await this.#keeper.start();
      return true;
    } catch (error) {
      const isAsked = this.#stopping.signal.aborted && errorData(error).code === 'KEEPER_STOPPED';
      if (!isAsked) throw error;
      return false;
    }
  }

  /** Cameras matter more: without it they run all the same. */
  async #serve(surface: Surface): Promise<void> {
    const { http = null } = this.#options;
    if (http === null) return;
    try {
      const { url } = await serveInspector(this.#keeper, { address: http });
      surface.tell(note(`inspector, in a browser: ${url}`, { url }));
    } catch (error) {
      const { code, message } = errorData(error);
      const without = `no inspector: ${message}; --http ADDRESS:PORT has it elsewhere`;
      surface.tell({ level: 'warn', message: without, fields: { code }, about: null });
    }
  }

  async #untilStopped(surface: Surface): Promise<ExitCode> {
    try {
      return this.#end(await this.#keeper.stopped);
    } catch (error) {
      surface.tell(failure('the keeper broke', error));
      return exitCodes.internal;
    } finally {
      surface.close();
    }
  }

  #end(result: KeeperResult): ExitCode {
    const { cameras, fault } = result;
    const violence = violenceIn(result);
    const { abandoned } = violence;
    this.#surface?.tell(note(`stopped${violenceWords(violence)}`, { cameras, abandoned }));
    if (fault) this.#surface?.tell(failure('the keeper broke', errorFromData(fault)));
    return this.#exitCode ?? exitCodeOfStop(result);
  }

  #listen(): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => this.#onStopSignal(signal));
    }
    process.on('SIGHUP', () => void this.#reload());
    process.on('uncaughtException', (error) => this.#onBug(error));
    if (process.stdout.isTTY) {
      process.stdout.on('error', () => this.#stopping.abort()); // the terminal was closed
    }
  }

  #onStopSignal(signal: NodeJS.Signals): void {
    const wish = this.#signals.hear(signal, performance.now());
    if (wish === 'stop') this.#stop(signal);
    if (wish === 'now') this.#stopNow(signal);
    if (wish === 'quit') process.exit(exitCodeOfSignal(signal));
  }

  #stop(signal: NodeJS.Signals): void {
    this.#surface?.tell(note(`${signal}: stopping; once more stops at once`, { signal }));
    this.#stopping.abort();
  }

  #stopNow(signal: NodeJS.Signals): void {
    this.#exitCode = exitCodeOfSignal(signal);
    this.#surface?.tell(note(`${signal}: stopping at once`, { signal }));
    void this.#keeper.stop({ withinMs: stopNowWithinMs });
    setTimeout(() => process.exit(exitCodeOfSignal(signal)), quitAfterMs).unref();
  }

  async #reload(): Promise<void> {
    try {
      await this.#keeper.reload();
      this.#surface?.tell(note('the configuration was read again'));
    } catch (error) {
      if (errorData(error).code === 'CONFIG_INVALID') return; // told already, as rejected
      this.#surface?.tell(failure('the configuration cannot be read again', error));
    }
  }

  /** Of ours or of an embedder: what is running is stopped in order all the same. */
  #onBug(error: unknown): void {
    this.#exitCode = exitCodes.internal;
    this.#surface?.tell(failure('a fault of camkeeper itself', error));
    insightOf(this.#keeper).noteFailure(`a fault of camkeeper itself: ${errorData(error).message}`);
    this.#stopping.abort();
  }
}
