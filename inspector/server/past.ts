import { maskCredentials } from '../../config/mask.ts';
import type { Story } from '../../keeper/story.ts';
import type { StoryEntry } from '../../keeper/story-ring.ts';
import {
  type ActorRow,
  type CameraReply,
  type CameraRow,
  cameraAt,
  type KeeperRow,
  machineAt,
} from '../api.ts';
import { pastRow } from './rows.ts';

/** What a story remembers of a moment. */
export class PastView {
  readonly #forgotten: readonly string[];
  readonly #atMs: number;
  readonly #states: ReadonlyMap<string, StoryEntry>;

  constructor(story: Story, atMs: number) {
    this.#forgotten = story.forgottenAt(atMs);
    this.#atMs = atMs;
    this.#states = story.statesAt(atMs);
  }

  keeper(now: KeeperRow): KeeperRow {
    const entry = this.#states.get('keeper');
    // of its states only the first word is shown
    const state = entry?.state?.split('.', 1)[0] ?? 'unknown';
    return { ...now, state, sinceMs: entry?.sinceMs ?? 0 };
  }

  rows(): CameraRow[] {
    const known = [...this.#states].filter(([path]) => machineAt(path) === 'camera');
    const names = new Set(known.map(([path]) => cameraAt(path)!));
    const forgotten = this.#forgotten.filter((name) => !names.has(name));
    return [
      ...known.map(([path, entry]) => pastRow(cameraAt(path)!, entry)),
      ...forgotten.map((name) => pastRow(name, null)),
    ];
  }

  /** States and reasons; what else is known of that time is no part of a story. */
  camera(name: string, lines: CameraReply['lines']): CameraReply {
    const entry = this.#states.get(`camera:${name}`) ?? null;
    const wasThere = entry !== null || this.#forgotten.includes(name);
    return {
      at: this.#atMs,
      row: wasThere ? pastRow(name, entry) : null,
      context: null,
      actors: this.#actors(name),
      lines: wasThere ? lines.filter(({ at }) => at <= this.#atMs) : [],
      note: wasThere ? null : 'there was no camera of this name at this time',
    };
  }

  #actors(name: string): ActorRow[] {
    const own = ['keeper', 'gate'];
    const rows = [...this.#states].filter(
      ([path]) => own.includes(path) || cameraAt(path) === name,
    );
    return rows.flatMap(([path, { state, sinceMs }]) => {
      const machine = machineAt(path);
      if (machine === null || state === null) return [];
      return [{ path: maskCredentials(path), machine, state, sinceMs, delays: [] }];
    });
  }
}
