import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  failureFile,
  failureFilesMax,
  removeOldFailures,
} from '../../../actors/journal/failure-files.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const failures = suite('files of failures');

failures('named by the time, the oldest are removed, and nothing else is', async () => {
  const folder = temporaryDirectory();
  const others = ['camkeeper.db', 'camkeeper-failure-of-mine.jsonl', 'other-failure-1.jsonl'];
  for (const name of others) writeFileSync(join(folder, name), '');
  const made: string[] = [];
  for (let day = 1; day <= failureFilesMax + 3; day++) {
    const file = failureFile(join(folder, 'camkeeper'), Date.UTC(2026, 0, day));
    writeFileSync(file, '', { flag: 'wx' });
    await removeOldFailures(join(folder, 'camkeeper'));
    made.push(basename(file));
  }
  assert.is(made[0], 'camkeeper-failure-20260101T000000000Z.jsonl');
  assert.equal(readdirSync(folder).sort(), [...others, ...made.slice(-failureFilesMax)].sort());
});

failures('a folder that is not there is told', async () => {
  const error = await removeOldFailures('/nowhere/camkeeper').catch((thrown) => thrown);
  assert.is(error.code, 'ENOENT');
});

failures.run();
