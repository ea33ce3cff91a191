import { waitFor } from 'xstate';
import type { ControlRequest } from '../bus/control.ts';
import { errorData, KeeperError } from '../config/errors.ts';
import { type KeeperOutput, outputAfter } from '../machines/keeper-context.ts';
import { stoppedBefore } from './checks.ts';
import { Deferred } from './deferred.ts';
import { join } from './join.ts';
import { openJournaling } from './journaling.ts';
import type { Parts, Running } from './parts.ts';
import { openSurfaces } from './surfaces.ts';

const nothing: KeeperOutput = { cameras: {}, abandoned: [], fault: null };

/** From start to end, once: opens what the keeper needs, runs the machines, closes everything. */
export class Life {
  readonly #parts: Parts;
  readonly #handle: (request: ControlRequest) => Promise<unknown>;
  #isStarted = false;
  #isStopAsked = false;
  readonly #outcome = new Deferred<KeeperOutput>();
  readonly #ended = new Deferred<KeeperOutput>();

  /** What `stopped` will be, while who asks for it from another process can still be told. */
  readonly outcome = this.#outcome.promise;
  readonly stopped = this.#ended.promise;

  constructor(parts: Parts, handle: (request: ControlRequest) => Promise<unknown>) {
    this.#parts = parts;
    this.#handle = handle;
  }

  async start(): Promise<void> {
    if (this.#isStarted) throw new KeeperError('BAD_ARGUMENT', 'start: a keeper starts only once');
    this.#isStarted = true;
    const { system } = await this.#begin();
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
  stop(withinMs: number): Promise<KeeperOutput> {
    const { running, wishes } = this.#parts;
    this.#isStopAsked = true;
    wishes.end();
    if (running) running.system.command({ type: 'keeper.stop', withinMs });
    else if (!this.#isStarted) void this.#endUnstarted();
    return this.stopped;
  }

  /** A wish that nobody will fulfil any more is not accepted. */
  checkStays(what: string): void {
    const snapshot = this.#parts.running?.system.root.getSnapshot();
    const isEnding = snapshot && (snapshot.status !== 'active' || snapshot.matches('draining'));
    if (isEnding || this.#isStopAsked) throw stoppedBefore(what);
  }

  async #begin(): Promise<Running> {
    const running = await this.#openAll();
    void this.#untilEnded(running);
    running.begin();
    return running;
  }

  /** All of it, or nothing. */
  async #openAll(): Promise<Running> {
    const { options, onTrouble, lasting, wishes } = this.#parts;
    try {
      this.#checkAsked();
      let generation = 0;
      await wishes.begin(async () => {
        this.#checkAsked();
        generation = await lasting.open();
      });
      this.#checkAsked();
      const surfaces = await openSurfaces({ ...options, handle: this.#handle, onTrouble });
      this.#parts.surfaces = surfaces;
      const mark = () => this.#parts.story?.sequence ?? 0;
      const journaling = await openJournaling(options.journal, { onTrouble, mark });
      this.#parts.journaling = journaling;
      this.#checkAsked();
      const running = join(this.#parts, { surfaces, journaling, generation });
      this.#checkAsked();
      // from here on a stop is a command
      this.#parts.running = running;
      options.signal?.addEventListener('abort', this.#onAbort);
      return running;
    } catch (error) {
      await this.#endUnstarted();
      throw error;
    }
  }

  #checkAsked(): void {
    const { signal } = this.#parts.options;
    if (signal?.aborted || this.#isStopAsked) throw stoppedBefore('start', signal?.reason);
  }

  readonly #onAbort = () => void this.stop(this.#parts.stopWithinMs);

  /** In order or not: in the end nothing is held, and everything that was opened is closed. */
  async #untilEnded({ system, world }: Running): Promise<void> {
    try {
      const result = await system.ended;
      // the reaper may be what broke
      const outcome = result.fault ? outputAfter(result, await world.reap()) : result;
      this.#parts.failures.seeEnd(outcome);
      this.#outcome.resolve(outcome);
      await this.#close();
      this.#ended.resolve(outcome);
    } catch (error) {
      const message = `the keeper's own machine broke: ${errorData(error).message}`;
      this.#parts.failures.note(message);
      this.#parts.observer.noteBroken(message);
      await world.reap();
      const broken = new KeeperError('ACTOR_BROKEN', message, { cause: error });
      this.#outcome.reject(broken);
      await this.#close();
      this.#ended.reject(broken);
    }
  }

  async #endUnstarted(): Promise<void> {
    this.#outcome.resolve(nothing);
    await this.#close();
    this.#ended.resolve(nothing);
  }

  async #close(): Promise<void> {
    const { options, guard, wishes, running, surfaces } = this.#parts;
    const { journaling, failures, lasting, streams } = this.#parts;
    options.signal?.removeEventListener('abort', this.#onAbort);
    guard(() => wishes.end());
    running?.world.close();
    await surfaces?.close();
    await failures.settled();
    await journaling?.close();
    await lasting.close();
    streams.complete();
  }
}
