import type { Role } from '../actors/contracts.ts';
import type { LogLine } from '../actors/log-lines.ts';
import { KeeperError } from '../config/errors.ts';
import type { KeeperOutput } from '../machines/keeper-context.ts';
import { checkDuration } from './checks.ts';
import { answer } from './control.ts';
import { registerInsight } from './insight.ts';
import type { Keeper } from './keeper.ts';
import { Life } from './life.ts';
import { onDemand } from './on-demand.ts';
import type { KeeperOptions } from './options.ts';
import { Parts } from './parts.ts';
import type { KeeperStatus } from './status.ts';
import { statusOf } from './status-of.ts';
import type { EdgesOf } from './system.ts';

/** The way in for embedders and commands: checks what is asked, and hands it on. */
export class RunningKeeper implements Keeper {
  readonly #parts: Parts;
  readonly #life: Life;

  readonly stopped;
  readonly states$;
  readonly results$;
  readonly lines$;
  readonly warnings$;
  readonly rejections$;
  readonly plans$;
  readonly leftovers$;

  /** With other edges than the real ones, it is a keeper of cameras that are made up. */
  constructor(options: KeeperOptions, edgesOf?: EdgesOf) {
    checkDuration('stopWithinMs', options.stopWithinMs ?? 0);
    this.#parts = new Parts(options, edgesOf);
    const answering = () => ({ keeper: this, outcome: this.#life.outcome });
    this.#life = new Life(this.#parts, (request) => answer(answering(), request));
    this.stopped = this.#life.stopped;
    const { streams, demand } = this.#parts;
    this.states$ = streams.guarded(streams.states$);
    this.results$ = streams.guarded(onDemand(streams.results$, demand));
    this.lines$ = streams.guarded(streams.lines$);
    this.warnings$ = streams.guarded(streams.warnings$);
    this.rejections$ = streams.guarded(streams.rejections$);
    this.plans$ = streams.guarded(streams.plans$);
    this.leftovers$ = streams.guarded(streams.leftovers$);
    registerInsight(this, this.#parts);
  }

  start(): Promise<void> {
    return this.#life.start();
  }

  stop({ withinMs = this.#parts.stopWithinMs } = {}): Promise<KeeperOutput> {
    checkDuration('stop: withinMs', withinMs);
    return this.#life.stop(withinMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  status(): KeeperStatus {
    return statusOf(this.#parts);
  }

  logs(camera: string): readonly LogLine[] {
    this.#known(camera);
    return this.#parts.logs.under(`camera:${camera}`);
  }

  add(camera: string, section: object): void {
    this.#life.checkStays('add');
    this.#parts.wishes.add(camera, section);
  }

  async save(camera: string, section: object): Promise<void> {
    this.#life.checkStays('save');
    await this.#parts.wishes.save(camera, section);
  }

  async stored(): Promise<void> {
    await this.#parts.lasting.settled();
  }

  remove(camera: string): void {
    this.#life.checkStays('remove');
    this.#parts.wishes.change('camera.remove', this.#known(camera));
  }

  enable(camera: string): void {
    this.#life.checkStays('enable');
    this.#parts.wishes.change('camera.enable', this.#known(camera));
  }

  disable(camera: string): void {
    this.#life.checkStays('disable');
    this.#parts.wishes.change('camera.disable', this.#known(camera));
  }

  restart(camera: string, role: Role | null = null): void {
    this.#life.checkStays('restart');
    const command = { type: 'keeper.restart', camera: this.#known(camera), role } as const;
    if (this.#parts.wishes.disabledBy(camera) !== null) {
      throw new KeeperError('CAMERA_DISABLED', `${camera} is disabled: \`enable\` starts it`);
    }
    this.#parts.running?.system.command(command);
  }

  async dumpJournal(file: string): Promise<void> {
    const { journaling } = this.#parts;
    if (!journaling) throw new KeeperError('BAD_ARGUMENT', 'dumpJournal: there is no journal yet');
    await journaling.dump(file);
  }

  async reload(): Promise<void> {
    this.#life.checkStays('reload');
    await this.#parts.wishes.reload();
  }

  #known(camera: string): string {
    const { wishes } = this.#parts;
    if (wishes.isKnown(camera)) return camera;
    const why = wishes.isHidden(camera) ? `: ${hidden}` : '';
    throw new KeeperError('CAMERA_UNKNOWN', `there is no camera ${JSON.stringify(camera)}${why}`);
  }
}

const hidden =
  'it was removed by command, and shows again when its own section in the file changes, ' +
  'or when it is added';
