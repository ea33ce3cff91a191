import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fileChanges } from '../../../actors/config/file-watch.ts';
import { FollowedFile } from '../../../actors/config/followed-file.ts';
import type { FileText } from '../../../actors/config/read-text.ts';
import { eventually } from '../../support/eventually.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const files = suite('followed file');

const textOf = (read: FileText) => ('text' in read ? read.text : read.problem.message);

files('what it wrote itself is not read again, what others write is', async () => {
  const path = join(temporaryDirectory('followed'), 'camkeeper.yml');
  writeFileSync(path, 'one');
  const file = new FollowedFile(path);
  assert.is(await file.read(textOf), 'one');
  // follows the same file, and so sees the same changes in the same moments
  let looks = 0;
  const watch = fileChanges({ path, onTrouble() {} }).subscribe(() => looks++);
  const seen: string[] = [];
  const subscription = file.follow({
    use: (read) => void seen.push(textOf(read)),
    onTrouble: (what) => assert.unreachable(what),
  });
  assert.is(await file.change((read) => `${textOf(read)}, two`, textOf), 'one, two');
  await eventually('the watch has looked at it', () => looks > 0);
  writeFileSync(path, 'three');
  await eventually('it is read', () => seen.length > 0);
  assert.equal(seen, ['three']);
  watch.unsubscribe();
  subscription.unsubscribe();
});

files('two changes at once: both are in it', async () => {
  const path = join(temporaryDirectory('followed'), 'camkeeper.yml');
  writeFileSync(path, '0');
  const file = new FollowedFile(path);
  const add = (word: string) => file.change((read) => `${textOf(read)} ${word}`, textOf);
  assert.equal(await Promise.all([add('1'), add('2')]), ['0 1', '0 1 2']);
});

files.run();
