import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { JournalFile } from '../../actors/journal/file.ts';
import { Journal } from '../../actors/journal/journal.ts';
import { JournalRing } from '../../actors/journal/ring.ts';
import { replayJournal } from '../../replay/replay-journal.ts';
import { storm } from '../support/chaos.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const journals = suite('journal and replay');
const seeds = Array.from({ length: 30 }, (_, index) => index + 1);

/** Crashes, refusals, changes; timers up to 5 ms late; then an orderly stop. */
function record(seed: number, journal: Journal): void {
  const lateMs = (random: { readonly next: () => number }) => () => random.next() * 5;
  const { simulation, at } = storm(seed, { lateMs, throwing: false, records: false, journal });
  simulation.jumpTo(at + 5000);
  simulation.command({ type: 'keeper.stop', withinMs: 8000 });
  simulation.jumpTo(at + 20_000);
}

const journalInto = (sink: JournalRing | JournalFile): Journal =>
  new Journal({ sink, build: 'test', wallMs: () => 0, nowMs: () => 0 });

/** The journal of a run of that seed. Its last line is missing: the stop was not yet told. */
function journalOf(seed: number, ring = new JournalRing(2 ** 30)): string {
  record(seed, journalInto(ring));
  const file = join(temporaryDirectory(), 'journal.jsonl');
  writeFileSync(file, `${ring.lines.join('\n')}\n`);
  return file;
}

journals(`${seeds.length} recorded runs replay identically`, async () => {
  for (const seed of seeds) {
    const { difference, transitions } = await replayJournal(journalOf(seed));
    assert.is(difference, null, `seed ${seed}`);
    assert.ok(transitions > 50);
  }
});

journals('a run is taken up from the middle of its life, wherever that is', async () => {
  let cut = 0;
  for (const seed of seeds) {
    const file = journalOf(seed, new JournalRing(20_000));
    const [first = ''] = readFileSync(file, 'utf8').split('\n');
    if (JSON.parse(first).checkpoint) cut++;
    assert.is((await replayJournal(file)).difference, null, `seed ${seed}`);
  }
  assert.ok(cut > 5, `${cut} of ${seeds.length} were cut`);
});

journals.run();
