import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../../support/paths.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { assertReplays } from './replays.ts';

const replays = suite('chaos of real processes: replays of its journals');
const recorded = join(root, 'tests/journals/killed.jsonl');

replays('a killed keeper, up to its last whole line', async () => {
  const whole = readFileSync(recorded, 'utf8').trimEnd().split('\n').length - 1;
  assert.is(await assertReplays(recorded), whole - 2, 'all but the beginning and the start');
});

replays('one that goes another way is told with its file', async () => {
  const journal = join(temporaryDirectory(), 'keeper-1.jsonl');
  const text = readFileSync(recorded, 'utf8');
  writeFileSync(journal, text.replace('"running.healthy"', '"running.degraded"'));
  const { message } = await assertReplays(journal).catch((thrown) => thrown);
  assert.match(message, /keeper-1\.jsonl:\d+: the run differs/);
});

replays('one that holds nothing but its beginning is no proof', async () => {
  const journal = join(temporaryDirectory(), 'keeper-1.jsonl');
  const [beginning, start] = readFileSync(recorded, 'utf8').split('\n');
  writeFileSync(journal, `${beginning}\n${start}\n`);
  const { message } = await assertReplays(journal).catch((thrown) => thrown);
  assert.match(message, /holds nothing/);
});

replays.run();
