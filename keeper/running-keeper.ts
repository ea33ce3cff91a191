import { randomBytes, randomInt } from 'node:crypto';
import { Observable, Subject } from 'rxjs';
import { waitFor } from 'xstate';
import type { Role } from '../actors/contracts.ts';
import { liveDoor } from '../actors/door/live-door.ts';
import { Holdings } from '../actors/holdings.ts';
import { type LogLine, LogLines } from '../actors/log-lines.ts';
import { HangWatch } from '../actors/process/hang-watch.ts';
import { formatMark, ourselves } from '../actors/reaper/mark.ts';
import { Demand } from '../actors/tracker/demand.ts';
import type { World } from '../actors/world.ts';
import { Guarded } from '../bus/guarded.ts';
import type { TrackerResult } from '../bus/topics.ts';
import { errorData, KeeperError } from '../config/errors.ts';
import type { ConfigProblem } from '../config/problems.ts';
import type { KeeperInput, KeeperOutput } from '../machines/keeper-context.ts';
import { gatePolicy, stopCameraWithinMs } from '../machines/policy.ts';
import { announce } from './announce.ts';
import { answer } from './control.ts';
import type { Keeper } from './create-keeper.ts';
import { type CameraView, Observer } from './observer.ts';
import type { KeeperOptions } from './options.ts';
import { type KeeperStatus, keeperStatus } from './status.ts';
import { openSurfaces, type Surfaces } from './surfaces.ts';
import { createSystem, type KeeperSystem } from './system.ts';
import { Wishes } from './wishes.ts';

const nothing: KeeperOutput = { cameras: {}, abandoned: [], fault: null };

/**
 * A keeper from its making to its end: opens what it needs, runs the machines, closes everything.
 */
export class RunningKeeper implements Keeper {
  readonly #options: KeeperOptions;
  readonly #onTrouble: (error: unknown) => void;
  readonly #wishes: Wishes;
  readonly #states$ = new Subject<CameraView>();
  readonly #results$ = new Subject<TrackerResult>();
  readonly #lines$ = new Subject<LogLine>();
  readonly #warnings$ = new Subject<ConfigProblem>();
  readonly #logs = new LogLines((line) => this.#lines$.next(line));
  readonly #holdings = new Holdings();
  readonly #observer: Observer;
  readonly #demand = new Demand(
    () => this.#results$.observed || this.#surfaces?.publisher.isHeardOutside === true,
  );
  #surfaces: Surfaces | null = null;
  #system: KeeperSystem | null = null;
  #stopped: Promise<KeeperOutput> | null = null;

  readonly states$;
  readonly results$;
  readonly lines$;
  readonly warnings$;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#onTrouble = options.onTrouble ?? ((error) => process.emitWarning(String(error)));
    this.states$ = new Guarded(this.#states$, this.#onTrouble);
    this.results$ = new Guarded(this.#onDemand(), this.#onTrouble);
    this.lines$ = new Guarded(this.#lines$, this.#onTrouble);
    this.warnings$ = new Guarded(this.#warnings$, this.#onTrouble);
    const announced = announce(() => this.#surfaces?.publisher);
    this.#observer = new Observer({
      ...announced,
      onCamera: (view) => {
        announced.onCamera(view);
        this.#states$.next(view);
      },
      onCameraGone: (camera) => this.#logs.forget(`camera:${camera}`),
    });
    this.#wishes = new Wishes(options, (warning) => this.#warnings$.next(warning));
  }

  async start(): Promise<void> {
    if (this.#stopped) throw new KeeperError('BAD_ARGUMENT', 'start: a keeper starts only once');
    await this.#wishes.begin();
    try {
      this.#surfaces = await openSurfaces(this.#options, (request) => answer(this, request));
    } catch (error) {
      this.#wishes.end();
      throw error;
    }
    const system = this.#join(this.#surfaces);
    this.#system = system;
    this.#stopped = this.#whenEnded(system);
    this.#stopped.catch(() => {}); // whoever awaits it hears of it
    system.root.start();
    this.#options.signal?.addEventListener('abort', this.#onAbort);
    if (this.#options.signal?.aborted) this.#onAbort();
    await waitFor(system.root, (snapshot) => !snapshot.matches('booting'));
  }

  get stopped(): Promise<KeeperOutput> {
    return this.#stopped ?? Promise.resolve(nothing);
  }

  stop({ withinMs = this.#stopWithinMs } = {}): Promise<KeeperOutput> {
    this.#system?.command({ type: 'keeper.stop', withinMs });
    return this.stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  status(): KeeperStatus {
    return keeperStatus({
      instance: this.#options.instance ?? 'default',
      context: this.#system?.root.getSnapshot().context ?? null,
      observer: this.#observer,
      metricsOf: (region) => this.#holdings.region(region)?.metrics() ?? null,
    });
  }

  logs(camera: string): readonly LogLine[] {
    this.#known(camera);
    return this.#logs.under(`camera:${camera}`);
  }

  add(camera: string, section: object): void {
    this.#wishes.add(camera, section);
  }

  remove(camera: string): void {
    this.#wishes.change('camera.remove', this.#known(camera));
  }

  enable(camera: string): void {
    this.#wishes.change('camera.enable', this.#known(camera));
  }

  disable(camera: string): void {
    this.#wishes.change('camera.disable', this.#known(camera));
  }

  restart(camera: string, role: Role | null = null): void {
    this.#system?.command({ type: 'keeper.restart', camera: this.#known(camera), role });
  }

  reload(): Promise<void> {
    return this.#wishes.reload();
  }

  get #stopWithinMs(): number {
    return this.#options.stopWithinMs ?? stopCameraWithinMs;
  }

  readonly #onAbort = () => {
    void this.stop();
  };

  #known(camera: string): string {
    if (this.#wishes.isKnown(camera)) return camera;
    throw new KeeperError('CAMERA_UNKNOWN', `there is no camera ${JSON.stringify(camera)}`);
  }

  #join(surfaces: Surfaces): KeeperSystem {
    const { path } = surfaces.directory;
    const start: KeeperInput = {
      instance: path,
      seed: this.#options.seed ?? randomInt(2 ** 31),
      generation: 0,
      stopCameraWithinMs: this.#stopWithinMs,
      gate: gatePolicy,
    };
    this.#options.onStart?.(start);
    return createSystem({
      world: this.#world(surfaces, path),
      start,
      processes: this.#options.processes,
      outcomes$: this.#wishes.outcomes$,
      inspect: (inspection) => {
        this.#observer.inspect(inspection);
        this.#guard(() => this.#options.inspect?.(inspection));
      },
    });
  }

  #world(surfaces: Surfaces, path: string): World {
    const { onInput = () => {} } = this.#options;
    const series = randomBytes(4).toString('hex');
    let runs = 0;
    return {
      door: liveDoor({ onInput: (input) => this.#guard(() => onInput(input)) }),
      holdings: this.#holdings,
      hangWatch: new HangWatch(() => this.#demand.look()),
      demand: this.#demand,
      logs: this.#logs,
      mark: formatMark(path, ourselves()),
      nextRunId: () => `${series}-${++runs}`,
      url: surfaces.directory.url,
      onTrouble: this.#onTrouble,
      onResult: (camera, result) => {
        surfaces.publisher.publish(`camera/${camera}/result/`, result);
        this.#results$.next(result);
      },
    };
  }

  /** Whoever subscribes is demand, and demand ends with the last one. */
  #onDemand(): Observable<TrackerResult> {
    return new Observable((subscriber) => {
      const subscription = this.#results$.subscribe(subscriber);
      this.#demand.look();
      return () => {
        subscription.unsubscribe();
        this.#demand.look();
      };
    });
  }

  /** In order or not: in the end nothing is held, and everything that was opened is closed. */
  async #whenEnded(system: KeeperSystem): Promise<KeeperOutput> {
    try {
      return await system.ended;
    } catch (error) {
      for (const held of this.#holdings.processesOf(null)) held.killGroup();
      const message = `the keeper's own machine broke: ${errorData(error).message}`;
      throw new KeeperError('ACTOR_BROKEN', message, { cause: error });
    } finally {
      this.#options.signal?.removeEventListener('abort', this.#onAbort);
      this.#wishes.end();
      await this.#surfaces?.close();
      for (const end$ of [this.#states$, this.#results$, this.#lines$, this.#warnings$]) {
        end$.complete();
      }
    }
  }

  #guard(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}
