import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { JournalEntry } from '../../actors/journal/format.ts';
import type { assemble } from '../../keeper/assemble.ts';
import { differingTransition, type Sides } from '../../replay/difference.ts';
import { differenceWords } from '../../replay/difference-words.ts';
import { replayJournal } from '../../replay/replay-journal.ts';
import { root } from '../support/paths.ts';
import { withChangedBackOff, withChangedProcess } from './changed-machine.ts';

// One transition of a machine is changed, and the journal of a real run says which.

const differences = suite('a run that differs');
const file = join(root, 'tests/journals/crashes.jsonl');

/** What `camkeeper replay` prints. */
async function told(build: typeof assemble): Promise<string> {
  const { difference } = await replayJournal(file, { build });
  assert.ok(difference, 'the run does not differ');
  return differenceWords('crashes.jsonl', difference).join('\n');
}

/** Of the journal, as it is written: the first line that an event of that kind comes in. */
function firstLine(type: string, more: RegExp) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes(`"type":"${type}"`) && more.test(line));
  const { atMs, wallMs } = JSON.parse(lines[0]!);
  const entry = JSON.parse(lines[at]!) as JournalEntry & { readonly to: string };
  const sinceMs = entry.at - atMs;
  const time = new Date(wallMs + sinceMs).toISOString();
  return {
    line: at + 1,
    seconds: (sinceMs / 1000).toFixed(3),
    time,
    entry,
    before: lines[at - 1]!,
  };
}

differences('another target is told: where, when, what, both sides, what was before', async () => {
  const keys = ['states', 'alive', 'on', 'process.exited', '1', 'target'];
  const words = await told(withChangedProcess(keys, 'waiting'));
  const { line, seconds, time, before } = firstLine('process.exited', /"cause":"crashed"/);
  const [first, ...others] = words.split('\n');
  assert.is(
    first,
    `crashes.jsonl:${line}: the run differs, ${seconds} s after its beginning (${time})`,
  );
  const expected = `  what      camera:front/capture in alive.ready hears process.exited
            recorded: it goes to backingOff
            replayed: it goes to gated
  input     camera:front/capture/run#1 process.exited {"exit":{"code":null,"signal":"SIGKILL"`;
  assert.is(others.join('\n').slice(0, expected.length), expected);
  assert.match(
    words,
    /recorded by camkeeper \d.*\n.*\n.*≠ camera:front process\.changed → starting/,
  );
  assert.match(
    words,
    /replayed by camkeeper \d.*\n(.*\n)+.*camera:front\/capture process.exited → gated/,
  );
  assert.match(words, /the inputs before it, oldest first:\n( {6}\d+\.\d{3} s .*\n?){5}$/);
  const [path] = /camera:[^"]*/.exec(before)!;
  assert.ok(others.at(-1)!.includes(` s ${path} process.`), others.at(-1));
});

differences('a transition that is missing is told as one that does not happen', async () => {
  const keys = ['states', 'alive', 'states', 'starting', 'on', 'process.ready', 'target'];
  const words = await told(withChangedProcess(keys, 'starting'));
  const { line } = firstLine('process.ready', /./);
  assert.ok(words.startsWith(`crashes.jsonl:${line}: `), words);
  assert.match(
    words,
    /alive\.starting hears process\.ready\n.*goes to alive\.ready\n.*stays there\n/,
  );
});

differences(
  'a delay that is set for longer is told where it rings too early for that',
  async () => {
    const words = await told(withChangedBackOff(3_600_000));
    assert.match(
      words,
      /error +timer \d+ rang \d+\.\d{3} s after it was set; .* for 3600\.000 s\n/,
    );
    assert.match(words, /input +timer \d+ \(camera:front\/capture .*backOff.*\) rang\n/);
  },
);

differences('where it comes from is told, not what came of it', () => {
  const change = (sides: Sides) => differingTransition(sides, () => 'before');
  const process = (state: string) => ['camera:a/capture', 'process.exited', state] as const;
  const camera = (state: string | null) => ['camera:a', 'process.changed', state] as const;
  assert.equal(change({ recorded: [camera(null)], replayed: [camera(null)] }), null);
  const found = { index: 0, path: 'camera:a/capture', event: 'process.exited', was: 'before' };
  assert.equal(
    change({
      recorded: [camera('down'), process('backingOff')],
      replayed: [camera('up'), process('off')],
    }),
    { ...found, recorded: 'backingOff', replayed: 'off' },
  );
  assert.equal(change({ recorded: [camera(null), process('off')], replayed: [camera(null)] }), {
    ...found,
    index: 1,
    recorded: 'off',
    replayed: null,
  });
  assert.equal(change({ recorded: [], replayed: [process('off')] }), {
    ...found,
    recorded: null,
    replayed: 'off',
  });
  const order = change({
    recorded: [camera(null), process('off')],
    replayed: [process('off'), camera(null)],
  });
  assert.is(order?.recorded, order?.replayed);
});

differences.run();
