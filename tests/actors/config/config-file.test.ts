import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { changeConfigFile } from '../../../actors/config/config-file.ts';
import { errorData } from '../../../config/errors.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const files = suite('config file');

function fileWith(text: string): string {
  const file = join(temporaryDirectory('config'), 'camkeeper.yml');
  writeFileSync(file, text, { mode: 0o640 });
  return file;
}

files('is replaced whole, with its mode, and nothing lies beside it', async () => {
  const file = fileWith('before');
  await changeConfigFile(file, (text) => `${text}, after`);
  assert.is(readFileSync(file, 'utf8'), 'before, after');
  assert.is(statSync(file).mode & 0o777, 0o640);
  assert.equal(readdirSync(dirname(file)), ['camkeeper.yml']);
});

files('what somebody else wrote meanwhile stays', async () => {
  const file = fileWith('before');
  const change = () => {
    writeFileSync(file, 'theirs');
    return 'ours';
  };
  const error = await changeConfigFile(file, change).catch(errorData);
  assert.is(error?.code, 'CONFIG_CHANGED');
  assert.is(readFileSync(file, 'utf8'), 'theirs');
  assert.equal(readdirSync(dirname(file)), ['camkeeper.yml']);
});

files.run();
