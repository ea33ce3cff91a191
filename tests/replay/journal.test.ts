import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Journal, type JournalSink } from '../../actors/journal/journal.ts';
import { JournalRing } from '../../actors/journal/ring.ts';
import { assemble } from '../../keeper/assemble.ts';
import type { Difference } from '../../replay/difference.ts';
import { replayJournal } from '../../replay/replay-journal.ts';
import { storm } from '../support/chaos.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const journals = suite('journal and replay');
const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

/** Crashes, refusals, changes; timers up to 5 ms late; then an orderly stop. */
function record(seed: number, journal: Journal): void {
  const lateMs = (random: { readonly next: () => number }) => () => random.next() * 5;
  const { simulation, at } = storm(seed, { lateMs, throwing: false, records: false, journal });
  simulation.jumpTo(at + 5000);
  simulation.command({ type: 'keeper.stop', withinMs: 8000 });
  simulation.jumpTo(at + 20_000);
}

const journalInto = (sink: JournalSink): Journal =>
  new Journal({ sink, build: 'test', wallMs: () => 0, nowMs: () => 0 });

function linesOf(ring = new JournalRing(2 ** 30), seed = 1): string[] {
  record(seed, journalInto(ring));
  return [...ring.lines];
}

function written(lines: readonly string[]): string {
  const file = join(temporaryDirectory(), 'journal.jsonl');
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}

/** The journal of a run of that seed. */
const journalOf = (seed: number): string => written(linesOf(undefined, seed));

journals(`${seeds.length} recorded runs replay identically`, async () => {
  let all = 0;
  for (const seed of seeds) {
    const { difference, transitions } = await replayJournal(journalOf(seed));
    assert.is(difference, null, `seed ${seed}`);
    all += transitions;
  }
  assert.ok(all > 50 * seeds.length, `${all} transitions`);
});

journals('a run is taken up from the middle of its life, wherever that is', async () => {
  let cuts = 0;
  for (const seed of seeds) {
    const lines = withManyBeginnings(seed);
    for (const [index, line] of lines.entries()) {
      if (index === 0 || !line.startsWith('{"journal"')) continue;
      const { difference } = await replayJournal(written(lines.slice(index)));
      assert.is(difference, null, `seed ${seed}, line ${index + 1}`);
      cuts++;
    }
  }
  assert.ok(cuts > seeds.length, `${cuts} cuts of ${seeds.length} runs`);
});

/** With the state of the system as often as it is worth it. */
function withManyBeginnings(seed: number): string[] {
  const lines: string[] = [];
  const append = (line: string) => void lines.push(line);
  record(seed, journalInto({ append, begin: append, wantsBeginning: () => true }));
  return lines;
}

journals('a changed machine is told: which transition, both sides, the inputs before', async () => {
  const changed: typeof assemble = (edges) =>
    assemble(edges).provide({ actions: { restart: () => {} } });
  const found = await firstDifferenceOf(changed);
  assert.ok(found.before.length > 0);
  assert.match(found.input, /keeper\.restart/);
  assert.ok(found.recorded.some((move) => /process\.restart/.test(move)));
  assert.not.ok(found.replayed.some((move) => /process\.restart/.test(move)));
});

async function firstDifferenceOf(build: typeof assemble): Promise<Difference> {
  for (const seed of seeds) {
    const { difference } = await replayJournal(journalOf(seed), { build });
    if (difference) return difference;
  }
  throw new Error('no run differs');
}

journals('a state that is not what the run came to is told with its place', async () => {
  const lines = linesOf(new JournalRing(8_000));
  const second = lines.findIndex((line, index) => index > 0 && line.startsWith('{"journal"'));
  const beginning = JSON.parse(lines[second]!);
  beginning.checkpoint.door.timersMade++;
  lines[second] = JSON.stringify(beginning);
  const { difference } = await replayJournal(written(lines));
  assert.is(difference?.line, second + 1);
  assert.match(difference!.recorded[0]!, /^door\.timersMade = \d+$/);
});

journals(
  'a last line that was cut off is left out, and what is no journal is refused',
  async () => {
    const lines = linesOf();
    const whole = await replayJournal(written(lines));
    const cut = await replayJournal(written([...lines, lines.at(-1)!.slice(0, -4)]));
    assert.equal(cut, whole);
    const refusals: readonly (readonly [string[], RegExp])[] = [
      [[], /:1: is empty/],
      [['{"at":1}', '{}'], /:1: a journal begins with/],
      [['{"journal":7}', '{}'], /:1: format 7: this camkeeper reads format 1/],
      [[lines[0]!, 'nonsense', lines[1]!], /:2: is no JSON/],
      [[lines[0]!, '{"at":1}', lines[1]!], /:2: an entry has `at`/],
    ];
    for (const [bad, message] of refusals) {
      const error = await replayJournal(written(bad)).catch((thrown) => thrown);
      assert.match(String(error.message), message);
      assert.is(error.code, 'JOURNAL_INVALID');
    }
  },
);

journals.run();
