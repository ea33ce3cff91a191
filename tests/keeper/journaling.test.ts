import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openJournaling } from '../../keeper/journaling.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const memoryBytes = 4 * 1024 * 1024;
const journaling = suite('where a run is written down');

journaling('one that has ended says so, and why', async () => {
  const troubles: unknown[] = [];
  const hears = { onTrouble: (error: unknown) => troubles.push(error), mark: () => 0 };
  const path = join(temporaryDirectory(), 'journal.jsonl');
  const journal = await openJournaling({ file: path }, hears);
  assert.equal(journal.status(), { state: 'file', path, reason: null, memoryBytes });
  // more at once than is held for a disk
  const start = { instance: 'x'.repeat(9 * 1024 * 1024) } as never;
  journal.start(start, () => ({}) as never);
  const reason = 'the disk is too slow';
  assert.equal(journal.status(), { state: 'ended', path, reason, memoryBytes });
  assert.is(troubles.length, 1);
  await journal.close();
});

journaling('one in memory has neither a file nor an end', async () => {
  const journal = await openJournaling(undefined, { onTrouble: () => {}, mark: () => 0 });
  assert.equal(journal.status(), { state: 'memory', path: null, reason: null, memoryBytes });
  await journal.close();
});

journaling.run();
