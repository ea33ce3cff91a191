import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Journal } from '../../actors/journal/journal.ts';
import { JournalRing } from '../../actors/journal/ring.ts';
import { simulate } from '../../replay/world/simulation.ts';
import { seeded } from './seeded.ts';
import { temporaryDirectory } from './temporary.ts';
import { wish } from './wish.ts';

export type LongJournalOptions = {
  readonly cameras: number;
  readonly lastsMs: number;
  readonly roomBytes?: number;
};

/** When it was begun. */
export const longJournalBeganMs = Date.UTC(2026, 0, 1);

/**
 * The journal of `cam-1`, `cam-2` …, whose captures end again and again, in simulated time. Every
 * line has a mark of its own.
 */
export function longJournal({ cameras, lastsMs, roomBytes = 2 ** 30 }: LongJournalOptions) {
  const ring = new JournalRing(roomBytes);
  const random = seeded(1);
  let nowMs = () => 0;
  let marks = 0;
  const journal = new Journal({
    sink: ring,
    build: 'test',
    wallMs: () => longJournalBeganMs + nowMs(),
    nowMs: () => nowMs(),
    mark: () => ++marks,
  });
  const simulation = simulate({
    journal,
    records: false,
    lateMs: () => random.next() * 5,
    behave: (_, role) => (role === 'capture' ? { exitMs: 500 + random.next() * 20_000 } : {}),
  });
  nowMs = simulation.nowMs;
  const names = Array.from({ length: cameras }, (_, index) => `cam-${index + 1}`);
  simulation.desire(Object.fromEntries(names.map((name) => [name, wish()])));
  simulation.jumpTo(lastsMs);
  return ring;
}

/** As a file; `tail` is written behind its last line. */
export async function writtenJournal({ lines }: JournalRing, tail = ''): Promise<string> {
  const file = join(temporaryDirectory('journal'), 'journal.jsonl');
  await writeFile(file, `${lines.join('\n')}\n${tail}`);
  return file;
}
