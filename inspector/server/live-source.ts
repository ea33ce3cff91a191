import { KeeperError } from '../../config/errors.ts';
import { maskData } from '../../config/mask-data.ts';
import { type Insight, insightOf } from '../../keeper/insight.ts';
import type { Keeper } from '../../keeper/keeper.ts';
import type { Story } from '../../keeper/story.ts';
import type { CameraReply, CameraRow, CommandRequest, FleetReply, PlanLine } from '../api.ts';
import { actorRows } from './actor-rows.ts';
import { PastView } from './past.ts';
import { Pictures } from './pictures.ts';
import { RewindThread } from './rewind-thread.ts';
import { cameraRow, keeperRow, planLines } from './rows.ts';
import { eventsMax, type Source, type StoryWish } from './source.ts';
import { withMoment } from './with-moment.ts';

const none: ReadonlySet<string> = new Set();

/** A keeper that runs. Its story begins with the making of this. */
export class LiveSource implements Source {
  readonly isLive = true;
  readonly #keeper: Keeper;
  readonly #insight: Insight;
  readonly #story: Story;
  readonly #pictures: Pictures;
  #rewind: RewindThread | null = null;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
    this.#insight = insightOf(keeper);
    this.#story = this.#insight.story();
    this.#pictures = new Pictures(this.#insight.frames);
  }

  get isReady(): boolean {
    return this.#insight.status(none).state === 'running';
  }

  get sequence(): number {
    return this.#story.sequence;
  }

  fleet(atMs: number | null): FleetReply {
    const { at, keeper, past } = this.news();
    if (atMs === null) return { at, keeper, cameras: this.rows(null), past, isLive: true };
    const view = new PastView(this.#story, atMs);
    return { at: atMs, keeper: view.keeper(keeper), cameras: view.rows(), past, isLive: true };
  }

  news() {
    const keeper = keeperRow(this.#insight.status(none));
    return { at: Date.now(), keeper, past: this.#story.past };
  }

  names(): readonly string[] {
    return this.#insight.cameras();
  }

  rows(cameras: ReadonlySet<string> | null): readonly CameraRow[] {
    return [...(cameras ?? this.#insight.cameras())].flatMap((name) => {
      const glance = this.#insight.glance(name);
      return glance ? [cameraRow(glance)] : [];
    });
  }

  async camera(name: string, atMs: number | null): Promise<CameraReply> {
    if (atMs !== null) return this.#pastCamera(name, atMs);
    const [row] = this.rows(new Set([name]));
    const view = this.#insight.view(name);
    const isThere = row !== undefined && view !== null;
    return {
      at: Date.now(),
      row: isThere ? row : null,
      context: isThere ? (maskData(view.context) as object) : null,
      actors: actorRows(this.#insight.actors(name) ?? [], this.#story),
      lines: this.#insight.lines(name),
      note: isThere ? null : 'there is no camera of this name',
    };
  }

  story({ camera, fromMs, toMs }: StoryWish) {
    const query = { camera, fromMs, toMs, countMax: eventsMax };
    const { events, isWhole } = this.#story.between(query);
    return { events, isWhole };
  }

  storyAfter(sequence: number, camera: string) {
    return this.#story.after(sequence, camera, eventsMax);
  }

  follow(onCamera: (name: string) => void): () => void {
    const following = this.#keeper.states$.subscribe(({ camera }) => onCamera(camera));
    return () => following.unsubscribe();
  }

  async picture(name: string) {
    if (this.#insight.view(name) === null) {
      this.#pictures.forget(name);
      return null;
    }
    return this.#pictures.latest(name);
  }

  async plan(request: CommandRequest): Promise<readonly PlanLine[]> {
    const { command } = request;
    if (command === 'restart') return [this.#restartLine(request)];
    if (command === 'reload') return planLines(await this.#insight.plan({ type: 'reload' }));
    const wish = { ...request, type: `camera.${command}` } as Parameters<Insight['plan']>[0];
    return planLines(await this.#insight.plan(wish));
  }

  async command(request: CommandRequest): Promise<void> {
    if (request.command === 'reload') return this.#keeper.reload();
    if (request.command === 'restart') {
      return this.#keeper.restart(request.camera, request.role ?? null);
    }
    if (request.command === 'add') this.#keeper.add(request.camera, request.section);
    else this.#keeper[request.command](request.camera);
    await this.#keeper.stored();
  }

  close(): void {
    this.#pictures.close();
    this.#rewind?.close();
  }

  async #pastCamera(name: string, atMs: number): Promise<CameraReply> {
    const reply = new PastView(this.#story, atMs).camera(name, this.#insight.lines(name));
    const ring = this.#insight.journal();
    if (reply.row === null) return reply;
    if (ring === null) return withMoment(reply, { problem: 'there is no journal yet' });
    this.#rewind ??= new RewindThread({ journal: ring, isWhole: false });
    return withMoment(reply, await this.#rewind.at(this.#story.sequenceAt(atMs), name));
  }

  #restartLine({ camera, role = null }: Extract<CommandRequest, { command: 'restart' }>): PlanLine {
    const view = this.#insight.view(camera);
    if (!view) throw unknown(camera);
    if (view.context.desired.config === null) {
      throw new KeeperError('CAMERA_DISABLED', `${camera} is disabled: \`enable\` starts it`);
    }
    const words = `restart ${role ?? 'its processes'}: by command`;
    return { camera, action: 'restart', words };
  }
}

const unknown = (camera: string) =>
  new KeeperError('CAMERA_UNKNOWN', `there is no camera ${JSON.stringify(camera)}`);
