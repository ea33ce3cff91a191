import { maskCredentials } from '../../config/mask.ts';
import { type Plan, planWords } from '../../config/plan.ts';
import type { NextAction } from '../../keeper/explain.ts';
import type { Glance } from '../../keeper/glance.ts';
import type { KeeperStatus } from '../../keeper/status.ts';
import type { StoryEntry } from '../../keeper/story-ring.ts';
import type { CameraRow, JournalRow, KeeperRow, PlanLine } from '../api.ts';

export function keeperRow({ instance, pid, state, since, ...status }: KeeperStatus): KeeperRow {
  const { generation, store } = status;
  const sinceMs = Date.parse(since);
  return {
    ...{ instance, pid, state, sinceMs, generation },
    store: { state: store.state, reason: maskedOrNull(store.reason) },
    journal: journalRow(status.journal),
  };
}

const journalRow = (journal: KeeperStatus['journal']): JournalRow => ({
  state: journal.state,
  path: maskedOrNull(journal.path),
  reason: maskedOrNull(journal.reason),
  memoryBytes: journal.memoryBytes,
  failures: journal.failures.map(({ at, file, reason }) => ({
    at: Date.parse(at),
    file: maskCredentials(file),
    reason: maskCredentials(reason),
  })),
});

const maskedOrNull = (text: string | null): string | null => text && maskCredentials(text);

export function cameraRow({ view, fps, droppedTotal }: Glance): CameraRow {
  const { camera, state, sinceMs, reason, next, context } = view;
  const { region } = context;
  return {
    ...{ name: camera, state, sinceMs, reason: maskCredentials(reason) },
    ...{ next: nextRow(next), fps, droppedTotal },
    size: region && { width: region.width, height: region.height },
  };
}

/** As it is remembered; null: not at all. */
export function pastRow(name: string, entry: StoryEntry | null): CameraRow {
  const { state, sinceMs, why } = entry ?? { state: null, sinceMs: 0, why: null };
  return {
    ...{ name, state: state ?? 'unknown', sinceMs },
    reason: entry === null ? 'not remembered any more' : maskCredentials(why?.reason ?? ''),
    next: nextRow(why?.next ?? null),
    ...{ fps: null, droppedTotal: null, size: null },
  };
}

export const planLines = (plan: Plan): readonly PlanLine[] =>
  plan.map((one) => {
    const { camera, action } = one;
    return { camera, action, words: maskCredentials(planWords(one)) };
  });

const nextRow = (next: NextAction | null): CameraRow['next'] =>
  next && {
    what: maskCredentials(next.action),
    atMs: next.at === null ? null : Date.parse(next.at),
  };
