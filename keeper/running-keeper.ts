import { randomBytes, randomInt } from 'node:crypto';
import { Subject } from 'rxjs';
import { waitFor } from 'xstate';
import type { Role } from '../actors/contracts.ts';
import { type LogLine, LogLines } from '../actors/log-lines.ts';
import { Demand } from '../actors/tracker/demand.ts';
import { Guarded } from '../bus/guarded.ts';
import type { TrackerResult } from '../bus/topics.ts';
import { errorData, KeeperError } from '../config/errors.ts';
import type { ConfigProblem } from '../config/problems.ts';
import type { KeeperInput, KeeperOutput } from '../machines/keeper-context.ts';
import { gatePolicy, stopCameraWithinMs } from '../machines/policy.ts';
import { checkDuration, stoppedBefore } from './checks.ts';
import { answer } from './control.ts';
import type { Keeper } from './create-keeper.ts';
import { Deferred } from './deferred.ts';
import { type Guard, guardWith, toldSafely } from './guard.ts';
import { hears } from './hears.ts';
import { LastingState } from './lasting-state.ts';
import { makeWorld, type OwnWorld } from './make-world.ts';
import { type CameraState, Observer } from './observer.ts';
import { onDemand } from './on-demand.ts';
import type { KeeperOptions } from './options.ts';
import { type KeeperStatus, keeperStatus } from './status.ts';
import { openSurfaces, type Surfaces } from './surfaces.ts';
import { createSystem, type KeeperSystem } from './system.ts';
import { Wishes } from './wishes.ts';

const nothing: KeeperOutput = { cameras: {}, abandoned: [], fault: null };

/** From the moment that there is something to close until it is closed. */
type Running = {
  readonly surfaces: Surfaces;
  readonly world: OwnWorld;
  readonly system: KeeperSystem;
};

/**
 * A keeper from its making to its end: opens what it needs, runs the machines, closes everything.
 */
export class RunningKeeper implements Keeper {
  readonly #options: KeeperOptions;
  readonly #onTrouble: (error: unknown) => void;
  readonly #guard: Guard;
  readonly #lasting: LastingState;
  readonly #wishes: Wishes;
  readonly #states$ = new Subject<CameraState>();
  readonly #results$ = new Subject<TrackerResult>();
  readonly #lines$ = new Subject<LogLine>();
  readonly #warnings$ = new Subject<ConfigProblem>();
  readonly #logs = new LogLines((line) => this.#lines$.next(line));
  readonly #observer: Observer;
  readonly #demand = new Demand(
    () => this.#results$.observed || this.#surfaces?.publisher.isHeardOutside === true,
  );
  #isStarted = false;
  #isStopAsked = false;
  #surfaces: Surfaces | null = null;
  #running: Running | null = null;
  readonly #ended = new Deferred<KeeperOutput>();

  readonly stopped = this.#ended.promise;
  readonly states$;
  readonly results$;
  readonly lines$;
  readonly warnings$;

  constructor(options: KeeperOptions) {
    checkDuration('stopWithinMs', options.stopWithinMs ?? 0);
    this.#options = options;
    this.#onTrouble = toldSafely(options.onTrouble);
    this.#guard = guardWith(this.#onTrouble);
    this.states$ = new Guarded(this.#states$, this.#onTrouble);
    this.results$ = new Guarded(onDemand(this.#results$, this.#demand), this.#onTrouble);
    this.lines$ = new Guarded(this.#lines$, this.#onTrouble);
    this.warnings$ = new Guarded(this.#warnings$, this.#onTrouble);
    const onWarning = (warning: ConfigProblem) => this.#warnings$.next(warning);
    this.#lasting = new LastingState({ path: options.store ?? null, onWarning });
    this.#wishes = new Wishes({ options, lasting: this.#lasting, onWarning });
    this.#observer = new Observer(
      hears({
        bus: () => this.#surfaces?.publisher,
        holdings: () => this.#running?.world.holdings,
        lasting: this.#lasting,
        logs: this.#logs,
        states$: this.#states$,
      }),
    );
  }

  async start(): Promise<void> {
    if (this.#isStarted) throw new KeeperError('BAD_ARGUMENT', 'start: a keeper starts only once');
    this.#isStarted = true;
    const system = await this.#begin();
    const up = waitFor(system.root, (snapshot) => !snapshot.matches('booting'));
    const isUp = await up.then(
      (snapshot) => snapshot.matches('running'),
      () => false,
    );
    if (isUp) return;
    const { fault } = await this.stopped;
    if (fault) throw new KeeperError('ACTOR_BROKEN', `start: ${fault.message}`);
    throw stoppedBefore('start');
  }

  // always the same promise: its rejection is handled
  stop({ withinMs = this.#stopWithinMs } = {}): Promise<KeeperOutput> {
    checkDuration('stop: withinMs', withinMs);
    this.#isStopAsked = true;
    if (this.#running) this.#running.system.command({ type: 'keeper.stop', withinMs });
    else if (!this.#isStarted) void this.#endUnstarted();
    return this.stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  status(): KeeperStatus {
    const { system, world } = this.#running ?? {};
    return keeperStatus({
      instance: this.#options.instance ?? 'default',
      context: system?.root.getSnapshot().context ?? null,
      observer: this.#observer,
      holdings: world?.holdings ?? null,
      store: this.#lasting.status,
    });
  }

  logs(camera: string): readonly LogLine[] {
    this.#known(camera);
    return this.#logs.under(`camera:${camera}`);
  }

  add(camera: string, section: object): void {
    this.#checkStays('add');
    this.#wishes.add(camera, section);
  }

  async save(camera: string, section: object): Promise<void> {
    this.#checkStays('save');
    await this.#wishes.save(camera, section);
  }

  async stored(): Promise<void> {
    await this.#lasting.settled();
  }

  remove(camera: string): void {
    this.#checkStays('remove');
    this.#wishes.change('camera.remove', this.#known(camera));
  }

  enable(camera: string): void {
    this.#checkStays('enable');
    this.#wishes.change('camera.enable', this.#known(camera));
  }

  disable(camera: string): void {
    this.#checkStays('disable');
    this.#wishes.change('camera.disable', this.#known(camera));
  }

  restart(camera: string, role: Role | null = null): void {
    this.#checkStays('restart');
    const command = { type: 'keeper.restart', camera: this.#known(camera), role } as const;
    this.#running?.system.command(command);
  }

  async reload(): Promise<void> {
    this.#checkStays('reload');
    await this.#wishes.reload();
  }

  get #stopWithinMs(): number {
    return this.#options.stopWithinMs ?? stopCameraWithinMs;
  }

  readonly #onAbort = () => void this.stop();

  /** A wish that nobody will fulfil any more is not accepted. */
  #checkStays(what: string): void {
    const snapshot = this.#running?.system.root.getSnapshot();
    const isEnding = snapshot && (snapshot.status !== 'active' || snapshot.matches('draining'));
    if (isEnding || this.#isStopAsked) throw stoppedBefore(what);
  }

  #known(camera: string): string {
    if (this.#wishes.isKnown(camera)) return camera;
    throw new KeeperError('CAMERA_UNKNOWN', `there is no camera ${JSON.stringify(camera)}`);
  }

  async #begin(): Promise<KeeperSystem> {
    const running = await this.#openAll();
    void this.#untilEnded(running);
    running.system.root.start();
    return running.system;
  }

  /** All of it, or nothing. */
  async #openAll(): Promise<Running> {
    try {
      this.#checkAsked();
      const generation = await this.#lasting.open();
      await this.#wishes.begin();
      this.#checkAsked();
      this.#surfaces = await openSurfaces({
        ...this.#options,
        handle: (request) => answer(this, request),
        onTrouble: this.#onTrouble,
      });
      this.#checkAsked();
      const running = this.#join(this.#surfaces, generation);
      this.#checkAsked();
      // from here on a stop is a command
      this.#running = running;
      this.#options.signal?.addEventListener('abort', this.#onAbort);
      return running;
    } catch (error) {
      await this.#endUnstarted();
      throw error;
    }
  }

  #checkAsked(): void {
    const { signal } = this.#options;
    if (signal?.aborted || this.#isStopAsked) throw stoppedBefore('start', signal?.reason);
  }

  #join(surfaces: Surfaces, generation: number): Running {
    const start: KeeperInput = {
      instance: surfaces.directory.path,
      seed: this.#options.seed ?? randomInt(2 ** 31),
      generation,
      stopCameraWithinMs: this.#stopWithinMs,
      gate: gatePolicy,
    };
    this.#guard(() => this.#options.onStart?.(start));
    const world = this.#makeWorld(surfaces);
    const system = createSystem({
      world,
      start,
      processes: this.#options.processes,
      outcomes$: this.#wishes.outcomes$,
      inspect: (inspection) => {
        this.#guard(() => this.#observer.inspect(inspection));
        this.#guard(() => this.#options.inspect?.(inspection));
      },
    });
    return { surfaces, world, system };
  }

  #makeWorld({ directory, publisher }: Surfaces): OwnWorld {
    return makeWorld({
      directory,
      run: randomBytes(4).toString('hex'),
      logs: this.#logs,
      demand: this.#demand,
      onTrouble: this.#onTrouble,
      onInput: (input) => this.#guard(() => this.#options.onInput?.(input)),
      onResult: (camera, result) => {
        publisher.publish(`camera/${camera}/result/`, result);
        this.#results$.next(result);
      },
    });
  }

  /** In order or not: in the end nothing is held, and everything that was opened is closed. */
  async #untilEnded({ system, world }: Running): Promise<void> {
    try {
      const result = await system.ended;
      // the reaper may be what broke
      const left = result.fault ? await world.reap() : [];
      await this.#close(world);
      this.#ended.resolve({ ...result, abandoned: [...new Set([...result.abandoned, ...left])] });
    } catch (error) {
      const message = `the keeper's own machine broke: ${errorData(error).message}`;
      this.#observer.noteBroken(message);
      await world.reap();
      await this.#close(world);
      this.#ended.reject(new KeeperError('ACTOR_BROKEN', message, { cause: error }));
    }
  }

  async #endUnstarted(): Promise<void> {
    await this.#close(null);
    this.#ended.resolve(nothing);
  }

  async #close(world: OwnWorld | null): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#guard(() => this.#wishes.end());
    world?.close();
    await this.#surfaces?.close();
    await this.#lasting.close();
    for (const end$ of [this.#states$, this.#results$, this.#lines$, this.#warnings$]) {
      end$.complete();
    }
  }
}
