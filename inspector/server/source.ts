import type { StoryTail } from '../../keeper/story.ts';
import type {
  CameraReply,
  CameraRow,
  CommandRequest,
  FleetReply,
  KeeperNews,
  PlanLine,
  StoryReply,
} from '../api.ts';
import type { Picture } from './pictures.ts';

/** What the inspector shows: a keeper that runs, or a journal of one. */
export interface Source {
  readonly isLive: boolean;
  /** Whether the machines run; `/readyz`. */
  readonly isReady: boolean;
  fleet(atMs: number | null): FleetReply;
  camera(name: string, atMs: number | null): Promise<CameraReply>;
  story(query: StoryWish): StoryReply;
  /** What came behind an entry of the story, the newest of it. */
  storyAfter(sequence: number, camera: string): StoryTail;
  readonly sequence: number;
  news(): KeeperNews;
  /** Of all cameras. */
  names(): readonly string[];
  /** The rows of these cameras now; null: of all. */
  rows(cameras: ReadonlySet<string> | null): readonly CameraRow[];
  /** Tells the names of cameras in which something changed, until it is called off. */
  follow(onCamera: (name: string) => void): () => void;
  /** null: no frame is there, or no such camera. */
  picture(name: string): Promise<Picture | null>;
  /** These throw what the keeper throws. */
  plan(request: CommandRequest): Promise<readonly PlanLine[]>;
  command(request: CommandRequest): Promise<void>;
  close(): void;
}

export type StoryWish = {
  readonly camera: string | null;
  readonly fromMs: number;
  readonly toMs: number;
};

/** At most so many events in one answer: the newest. */
export const eventsMax = 2_000;
