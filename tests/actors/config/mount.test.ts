import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isMountedFile } from '../../../actors/config/mount.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

test('a file that is mounted by itself is told from one in a mounted directory', () => {
  const folder = temporaryDirectory('mount');
  const file = join(folder, 'a b.yml');
  const link = join(folder, 'link.yml');
  writeFileSync(file, '');
  symlinkSync(file, link);
  const table = join(folder, 'mountinfo');
  const line = (path: string) => `36 35 98:0 /x ${path} rw - ext4 /dev/root rw\n`;
  writeFileSync(table, line('/') + line(file.replace(' ', '\\040')));
  assert.is(isMountedFile(file, table), true);
  assert.is(isMountedFile(link, table), true, 'behind a link as well');
  assert.is(isMountedFile(table, table), false);
  assert.is(isMountedFile(join(folder, 'none'), table), false);
  assert.is(isMountedFile(file), false, 'by the table of this machine');
});

test.run();
