import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Journal } from '../../../actors/journal/journal.ts';
import { JournalRing } from '../../../actors/journal/ring.ts';
import { assemble } from '../../../keeper/assemble.ts';
import { type LoadedScript, loadScripts } from '../../../replay/script/load-scripts.ts';
import { play } from '../../../replay/script/play.ts';
import { scriptOfJournal } from '../../../replay/script/script-of-journal.ts';
import { tryScript } from '../../../replay/script/try-script.ts';
import { failureWords } from '../../../replay/script/words.ts';
import { writeScript } from '../../../replay/script/write-script.ts';
import { storm } from '../../support/chaos.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const scripts = suite('script of a journal');
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

type JournalOptions = { readonly roomBytes?: number; readonly lateMaxMs?: number };

/** Of a run with late timers, and an orderly stop. */
function journalOf(seed: number, options: JournalOptions): string {
  const { roomBytes = 2 ** 30, lateMaxMs = 5 } = options;
  const ring = new JournalRing(roomBytes);
  const journal = new Journal({ sink: ring, build: 'test', wallMs: () => 0, nowMs: () => 0 });
  const lateMs = (random: { readonly next: () => number }) => () => random.next() * lateMaxMs;
  const { simulation, at } = storm(seed, { lateMs, throwing: false, records: false, journal });
  simulation.jumpTo(at + 5000);
  simulation.command({ type: 'keeper.stop', withinMs: 8000 });
  simulation.jumpTo(at + 20_000);
  const file = join(temporaryDirectory(), 'journal.jsonl');
  writeFileSync(file, [...ring.lines].map((line) => `${line}\n`).join(''));
  return file;
}

async function scriptOf(seed: number, options: JournalOptions = {}): Promise<LoadedScript> {
  const { source } = await scriptOfJournal(journalOf(seed, options));
  const loaded = loadScripts(writeScript(source), 'journal.yml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
  return loaded.scripts[0]!;
}

scripts(`${seeds.length} recorded runs are the same as scripts`, async () => {
  for (const seed of seeds) {
    const { script } = await scriptOf(seed);
    assert.ok(script.expected!.length > 2, `seed ${seed}`);
    assert.is(failureWords(script, play(script)).join('\n'), '', `seed ${seed}`);
  }
});

scripts('a timer that was so late that it was let go does not ring', async () => {
  for (const seed of seeds) {
    const { script } = await scriptOf(seed, { lateMaxMs: 500 });
    assert.is(failureWords(script, play(script)).join('\n'), '', `seed ${seed}`);
  }
});

scripts('a changed machine fails it, and the part that shows it is small', async () => {
  const build: typeof assemble = (edges) =>
    assemble(edges).provide({ guards: { placeIsAlive: () => false } });
  for (const seed of seeds) {
    const loaded = await scriptOf(seed);
    if (play(loaded.script, { build }).failure === null) continue;
    const { reduced } = tryScript(loaded, { build, playsMax: 60 });
    const { inputs } = reduced!.source as { readonly inputs: readonly unknown[] };
    assert.ok(inputs.length < loaded.script.inputs.length / 2);
    return;
  }
  assert.unreachable('the change showed nowhere');
});

scripts('a journal that begins in the middle of a run is the same run as a script', async () => {
  let cut = 0;
  for (const seed of seeds) {
    const { script } = await scriptOf(seed, { roomBytes: 4_000 });
    if (script.recorded?.checkpoint) cut++;
    assert.is(failureWords(script, play(script)).join('\n'), '', `seed ${seed}`);
  }
  assert.ok(cut > 5, `${cut} of ${seeds.length} begin in the middle`);
});

scripts.run();
