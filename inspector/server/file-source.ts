import { KeeperError } from '../../config/errors.ts';
import { maskData } from '../../config/mask-data.ts';
import type { JournalStory } from '../../replay/journal-story.ts';
import type {
  ActorRow,
  CameraReply,
  CameraRow,
  FleetReply,
  KeeperNews,
  KeeperRow,
} from '../api.ts';
import { delayName } from './actor-rows.ts';
import { Moments } from './moments.ts';
import { PastView } from './past.ts';
import { explainedRow } from './rows.ts';
import { eventsMax, type Source, type StoryWish } from './source.ts';

/** A journal: all of it is past, and nothing can be commanded. */
export class FileSource implements Source {
  readonly isLive = false;
  readonly isReady = true;
  readonly #journal: JournalStory;

  readonly #moments: Moments;

  constructor(file: string, journal: JournalStory) {
    this.#journal = journal;
    this.#moments = new Moments(file, journal);
  }

  get sequence(): number {
    return this.#journal.story.sequence;
  }

  /** Without a time: as it was at the end. */
  fleet(atMs: number | null): FleetReply {
    const at = atMs ?? this.#journal.endMs;
    const view = this.#view(at);
    const { past } = this.news();
    return { at, keeper: view.keeper(this.#keeper), cameras: view.rows(), past, isLive: false };
  }

  news(): KeeperNews {
    const { endMs, story } = this.#journal;
    return { at: endMs, keeper: this.#view(endMs).keeper(this.#keeper), past: story.past };
  }

  names(): readonly string[] {
    return this.rows(null).map(({ name }) => name);
  }

  rows(cameras: ReadonlySet<string> | null): readonly CameraRow[] {
    const rows = this.#view(this.#journal.endMs).rows();
    return rows.filter(({ name }) => cameras === null || cameras.has(name));
  }

  async camera(name: string, atMs: number | null): Promise<CameraReply | null> {
    const at = atMs ?? this.#journal.endMs;
    const reply = this.#view(at).camera(name, []);
    const moment = reply && (await this.#moments.at(at));
    const view = moment?.observer.camera(name);
    if (!reply || !moment || !view) return reply;
    const { state, sinceMs, reason, next } = view;
    const row = { ...reply.row, state, sinceMs, ...explainedRow({ reason, next }) };
    const actors = withDelays(reply.actors, moment);
    const context = maskData(view.context) as object;
    return { ...reply, row, context, actors, note: noteOn(moment) };
  }

  story({ camera, fromMs, toMs }: StoryWish) {
    const query = { camera, fromMs, toMs, countMax: eventsMax };
    const { events, isWhole } = this.#journal.story.between(query);
    return { events, isWhole };
  }

  storyAfter(sequence: number, camera: string) {
    return this.#journal.story.after(sequence, camera, eventsMax);
  }

  follow(): () => void {
    return () => {};
  }

  async picture() {
    return null;
  }

  async plan(): Promise<never> {
    throw new KeeperError('KEEPER_STOPPED', 'this is a journal: nothing runs that could change');
  }

  command(): Promise<never> {
    return this.plan();
  }

  close(): void {}

  #view(atMs: number): PastView {
    return new PastView(this.#journal.story, atMs);
  }

  get #keeper(): KeeperRow {
    const { instance, generation } = this.#journal;
    const store = { state: 'unknown', reason: null };
    return { instance, pid: 0, state: 'unknown', sinceMs: 0, generation, store };
  }
}

function withDelays(actors: readonly ActorRow[], moment: JournalStory): readonly ActorRow[] {
  const delays = moment.delays();
  return actors.map((actor) => {
    const own = delays.filter(({ path }) => path === actor.path);
    const rows = own.map(({ event, endsMs }) => ({ name: delayName(event), endsMs }));
    return { ...actor, delays: rows.sort((one, other) => one.endsMs - other.endsMs) };
  });
}

function noteOn({ cut }: JournalStory): string {
  const unknown = 'of a journal, the lines of processes and frames are not known';
  return cut === null ? unknown : `${unknown}; ${cut}`;
}
