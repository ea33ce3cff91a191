import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { JournalFile } from '../../../actors/journal/file.ts';
import { FileAndRing } from '../../../actors/journal/file-and-ring.ts';
import { JournalRing } from '../../../actors/journal/ring.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const both = suite('journal in a file and in memory');

const linesIn = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');

/** Lines of 100 characters, with a beginning wherever one is wanted. */
async function written(lineCount: number, roomBytes: number) {
  const path = join(temporaryDirectory(), 'journal.jsonl');
  const file = await JournalFile.open({ path, roomBytes, onEnded: assert.unreachable });
  const ring = new JournalRing(1_000);
  const sink = new FileAndRing(file, ring);
  const all: string[] = [];
  const begin = () => {
    all.push(`begin ${all.length}`);
    sink.begin(all.at(-1)!, all.length);
  };
  begin();
  for (let count = 0; count < lineCount; count++) {
    all.push(`${all.length} `.padEnd(100, '.'));
    sink.append(all.at(-1)!, all.length);
    if (sink.wantsBeginning()) begin();
  }
  await file.close();
  return { path, ring, all };
}

both(
  'the ring holds the last of it, and the file all, with the beginnings in its middle',
  async () => {
    const { path, ring, all } = await written(50, 1_000_000);
    assert.equal(linesIn(path), all);
    assert.not.ok(existsSync(`${path}.1`));
    assert.equal(ring.lines, all.slice(-ring.lines.length));
    assert.ok(ring.lines.length < 15, `${ring.lines.length} lines in memory`);
    assert.match(ring.lines[0]!, /^begin/);
  },
);

both('a file that is full goes on in the next one, which begins with a beginning', async () => {
  const { path, all } = await written(200, 16_000);
  const files = [3, 2, 1].map((age) => `${path}.${age}`).filter((each) => existsSync(each));
  const lines = [...files, path].flatMap(linesIn);
  assert.ok(files.length > 1);
  for (const each of [...files, path]) assert.match(linesIn(each)[0]!, /^begin/);
  assert.equal(lines, all.slice(-lines.length));
});

both.run();
