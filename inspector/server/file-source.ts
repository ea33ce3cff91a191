import { KeeperError } from '../../config/errors.ts';
import type { JournalStory } from '../../replay/journal-story.ts';
import type { CameraReply, CameraRow, FleetReply, KeeperNews, KeeperRow } from '../api.ts';
import { PastView } from './past.ts';
import { RewindThread } from './rewind-thread.ts';
import { eventsMax, type Source, type StoryWish } from './source.ts';
import { withMoment } from './with-moment.ts';

/** A journal: all of it is past, and nothing can be commanded. */
export class FileSource implements Source {
  readonly isLive = false;
  readonly isReady = true;
  readonly #journal: JournalStory;
  readonly #rewind: RewindThread;

  constructor(journal: JournalStory) {
    this.#journal = journal;
    const { lines, marks } = journal.lines;
    const linesFrom = (number: number) => ({
      lines: lines.slice(number),
      marks: marks.slice(number),
    });
    this.#rewind = new RewindThread({ journal: { firstNumber: 0, linesFrom }, isWhole: true });
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

  async camera(name: string, atMs: number | null): Promise<CameraReply> {
    const { story, endMs, cut } = this.#journal;
    const at = atMs ?? endMs;
    const reply = this.#view(at).camera(name, []);
    if (reply.row === null) return reply;
    // at its end everything has happened, also what led nowhere
    const mark = at >= endMs ? Number.POSITIVE_INFINITY : story.sequenceAt(at);
    const shown = withMoment(reply, await this.#rewind.at(mark, name));
    return { ...shown, note: [shown.note, cut].filter((note) => note !== null).join('; ') || null };
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

  close(): void {
    this.#rewind.close();
  }

  #view(atMs: number): PastView {
    return new PastView(this.#journal.story, atMs);
  }

  get #keeper(): KeeperRow {
    const { instance, generation } = this.#journal;
    const store = { state: 'unknown', reason: null };
    const unknown = { pid: 0, state: 'unknown', sinceMs: 0 };
    return { ...unknown, instance, generation, store, journal: null };
  }
}
