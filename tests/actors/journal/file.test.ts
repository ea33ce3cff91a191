import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { JournalFile } from '../../../actors/journal/file.ts';
import type { KeeperError } from '../../../config/errors.ts';
import { eventually } from '../../support/eventually.ts';
import { mounting, mountTmpfs } from '../../support/small-disk.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const files = suite('journal in files');

const linesIn = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');

async function openIn(folder: string, roomBytes = 4000) {
  const path = join(folder, 'journal.jsonl');
  const ends: KeeperError[] = [];
  const file = await JournalFile.open({ path, roomBytes, onEnded: (error) => ends.push(error) });
  return { path, file, ends };
}

files('keeps the order, whatever is written while the disk is busy', async () => {
  const { path, file, ends } = await openIn(temporaryDirectory());
  file.begin('begin');
  for (let line = 0; line < 500; line++) {
    file.append(`${line}`);
    if (line % 50 === 0) await new Promise(setImmediate);
  }
  await file.close();
  const expected = ['begin', ...Array.from({ length: 500 }, (_, line) => `${line}`)];
  assert.equal(linesIn(path), expected);
  assert.equal(ends, []);
});

files('begins a new file at each later beginning, and keeps three older ones', async () => {
  const { path, file } = await openIn(temporaryDirectory());
  for (let beginning = 0; beginning < 7; beginning++) {
    file.begin(`begin ${beginning}`);
    file.append('x'.repeat(900));
    assert.not.ok(file.wantsBeginning());
    file.append('x'.repeat(200));
    assert.ok(file.wantsBeginning(), 'a quarter of the room is full');
  }
  await file.close();
  const firsts = [path, `${path}.1`, `${path}.2`, `${path}.3`].map((each) => linesIn(each)[0]);
  assert.equal(firsts, ['begin 6', 'begin 5', 'begin 4', 'begin 3']);
  assert.not.ok(existsSync(`${path}.4`));
});

files('is private, and replaces no journal of an earlier run', async () => {
  const folder = temporaryDirectory();
  const earlier = await openIn(folder);
  earlier.file.begin('earlier');
  await earlier.file.close();
  const { path, file } = await openIn(folder);
  file.begin('later');
  await file.close();
  assert.equal(linesIn(path), ['later']);
  assert.equal(linesIn(`${path}.1`), ['earlier']);
  assert.is(statSync(path).mode & 0o777, 0o600);
});

files('a file that cannot be made is told at once', async () => {
  const folder = join(temporaryDirectory(), 'missing');
  const error = await openIn(folder).catch((thrown) => thrown);
  assert.is(error.code, 'JOURNAL_FAILED');
  assert.match(error.message, /journal\.jsonl ends: ENOENT/);
});

mounting(files)('a full disk ends it once, with a whole last line', async () => {
  const { path, file, ends } = await openIn(mountTmpfs('size=64k'), 2 ** 30);
  file.begin('begin');
  const line = 'x'.repeat(999);
  for (let count = 0; count < 300; count++) {
    file.append(line);
    await new Promise(setImmediate);
  }
  await eventually('it ends', () => ends.length > 0);
  file.append('nobody writes this');
  await file.close();
  assert.is(ends.length, 1);
  assert.match(ends[0]!.message, /ENOSPC/);
  const [begin, ...lines] = linesIn(path);
  assert.is(begin, 'begin');
  assert.ok(lines.length > 10);
  assert.ok(lines.every((each) => each === line));
});

files('a disk that does not answer ends it before memory is full', async () => {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'unused'), '');
  const { file, ends } = await openIn(folder, 2 ** 30);
  file.begin('begin');
  const line = 'x'.repeat(1 << 20);
  for (let count = 0; count < 20; count++) file.append(line); // in one turn: nothing is written yet
  assert.match(ends[0]!.message, /too slow/);
  await file.close();
});

files.run();
