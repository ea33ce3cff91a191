import {
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { replaceFile } from '../../../actors/config/replace-file.ts';
import { errorData } from '../../../config/errors.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const files = suite('replace file');

function fileWith(text: string): string {
  const file = join(temporaryDirectory('config'), 'camkeeper.yml');
  writeFileSync(file, text, { mode: 0o640 });
  return file;
}

files('is replaced whole, with its mode, and nothing lies beside it', async () => {
  const file = fileWith('before');
  await replaceFile(file, { before: 'before', after: 'after' });
  assert.is(readFileSync(file, 'utf8'), 'after');
  assert.is(statSync(file).mode & 0o777, 0o640);
  assert.equal(readdirSync(dirname(file)), ['camkeeper.yml']);
});

files('what somebody else wrote meanwhile stays', async () => {
  const file = fileWith('theirs');
  const error = await replaceFile(file, { before: 'before', after: 'ours' }).catch(errorData);
  assert.is(error?.code, 'CONFIG_CHANGED');
  assert.is(readFileSync(file, 'utf8'), 'theirs');
  assert.equal(readdirSync(dirname(file)), ['camkeeper.yml']);
});

files('a link stays a link, and the file behind it is replaced', async () => {
  const file = fileWith('before');
  const link = join(temporaryDirectory('config'), 'link.yml');
  symlinkSync(file, link);
  await replaceFile(link, { before: 'before', after: 'after' });
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.is(readFileSync(file, 'utf8'), 'after');
});

files('what the system refuses is told', async () => {
  const missing = join(temporaryDirectory('config'), 'camkeeper.yml');
  const error = await replaceFile(missing, { before: '', after: 'ours' }).catch(errorData);
  assert.is(error?.code, 'CONFIG_NOT_WRITTEN');
  assert.match(error!.message, /cannot be written \(ENOENT\)/);
  assert.equal(readdirSync(dirname(missing)), []);
});

files.run();
