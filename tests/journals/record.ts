import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { differenceWords } from '../../replay/difference-words.ts';
import { replayJournal } from '../../replay/replay-journal.ts';
import { root } from '../support/paths.ts';
import { scenes } from './scenes.ts';
import { setStage } from './stage.ts';
import { ownWords, strangersIn } from './strangers.ts';

/**
 * `npm run record [-- NAME …]`: makes the journals of this folder anew, all or some, of real
 * keepers with real processes. For a machine that was changed on purpose.
 */
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(scenes, name));
if (unknown.length > 0) {
  console.error(
    `no such scene: ${unknown.join(', ')}; there are ${Object.keys(scenes).join(', ')}`,
  );
  process.exit(1);
}
for (const name of asked.length > 0 ? asked : Object.keys(scenes)) await record(name);

async function record(name: string): Promise<void> {
  const stage = setStage();
  try {
    await scenes[name]!(stage);
    const { inputs, difference } = await replayJournal(stage.journal);
    if (difference) throw new Error(differenceWords(stage.journal, difference).join('\n'));
    const strangers = strangersIn(readFileSync(stage.journal, 'utf8'), ownWords());
    if (strangers.length > 0) throw new Error(`${name} names ${strangers.join(', ')}`);
    const file = `tests/journals/${name}.jsonl`;
    copyFileSync(stage.journal, join(root, file));
    console.log(`${file}: ${inputs} inputs`);
  } finally {
    rmSync(stage.directory, { recursive: true, force: true });
  }
}
