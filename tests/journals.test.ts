import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { JournalBeginning } from '../actors/journal/format.ts';
import { differenceWords } from '../replay/difference-words.ts';
import { readJournal } from '../replay/read-journal.ts';
import { replayJournal } from '../replay/replay-journal.ts';
import { type LoadedScript, loadScripts } from '../replay/script/load-scripts.ts';
import { play } from '../replay/script/play.ts';
import { scriptOfJournal } from '../replay/script/script-of-journal.ts';
import { failureWords } from '../replay/script/words.ts';
import { writeScript } from '../replay/script/write-script.ts';
import { scenes } from './journals/scenes.ts';
import { strangersIn } from './journals/strangers.ts';
import { root } from './support/paths.ts';

// Every journal of tests/journals/, recorded from real keepers (`npm run record`), makes the same
// run again. One that does not: either a machine was broken, or it was changed on purpose, and the
// journals are made anew.

const journals = suite('recorded journals');
const folder = join(root, 'tests/journals');
const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
const names = files.map((file) => basename(file, '.jsonl'));

for (const file of files) {
  journals(`${file} replays identically`, async () => {
    const { difference, inputs, transitions } = await replayJournal(join(folder, file));
    const words = difference ? differenceWords(`tests/journals/${file}`, difference) : [];
    assert.is(words.join('\n'), '');
    assert.ok(inputs > 10 && transitions > inputs, `${inputs} inputs, ${transitions} transitions`);
  });

  journals(`${file} is the same run as a script`, async () => {
    const { source, inputs } = await scriptOfJournal(join(folder, file));
    const loaded = loadScripts(writeScript(source), `${file}.yml`);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
    const [{ script }] = loaded.scripts as readonly [LoadedScript];
    assert.is(failureWords(script, play(script)).join('\n'), '');
    assert.ok(inputs > 10 && script.expected!.length > 2, `${inputs} inputs`);
  });

  journals(`${file} holds no password, and no place but its own`, () => {
    assert.equal(strangersIn(readFileSync(join(folder, file), 'utf8')), []);
  });
}

journals('a password, a place or a host that is not its own would be seen', () => {
  const text = '"rtsp://host.example:9/hunter2","/home/me/a.sh","/tmp/camkeeper-journal-a/run"';
  assert.equal(strangersIn(text, ['me']), ['/home/me/a.sh', 'host.example', 'hunter2', 'me']);
});

journals('each scene has its journal, and each journal its scene', () => {
  assert.equal(names.sort(), Object.keys(scenes).sort());
});

const kinds = [
  'config.changed',
  'config.rejected',
  'keeper.restart',
  'keeper.stop',
  'memory.allocated',
  'memory.answered',
  'memory.refused',
  'process.hung',
  'process.ready',
  'process.recording',
  'process.stale',
  'queue.drained',
];
const ends = [
  'asked',
  'crashed',
  'end-of-stream',
  'ffmpeg-died',
  'ffmpeg-not-started',
  'stalled',
  'too-fast',
];

journals('each of these inputs, and of these ends of a process, is in one', async () => {
  const events = await allEvents();
  const types = new Set(events.map(({ type }) => type));
  const causes = new Set(events.map(({ exit }) => exit?.cause));
  const missing = [
    ...kinds.filter((type) => !types.has(type)),
    ...ends.filter((cause) => !causes.has(cause)),
  ];
  assert.equal(missing, []);
});

journals('a password stands in one as its mask, with what tells it from others', () => {
  assert.match(textOf('failures'), /rtsp:\/\/\*:\*@127\.0\.0\.1:9\/live#[0-9a-f]{8}/);
});

journals('one ends with half a line, and one begins in the middle of a run', () => {
  const [last = ''] = textOf('killed').split('\n').slice(-1);
  assert.throws(() => JSON.parse(last), /JSON/);
  const [first = ''] = textOf('rotated').split('\n');
  const { checkpoint } = JSON.parse(first) as JournalBeginning;
  assert.ok(checkpoint);
});

type Heard = { readonly type: string; readonly exit?: { readonly cause: string } };

async function allEvents(): Promise<Heard[]> {
  const found: Heard[] = [];
  for (const file of files) {
    for await (const read of readJournal(join(folder, file))) {
      if ('entry' in read && 'event' in read.entry) found.push(read.entry.event as Heard);
    }
  }
  return found;
}

const textOf = (name: string): string => readFileSync(join(folder, `${name}.jsonl`), 'utf8');

journals.run();
