import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { StateDatabase } from '../../../actors/store/database.ts';
import { migrations } from '../../../actors/store/migrations.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const row = { camera: 'front', section: '{"a":1}', wished: 'off' } as const;

test('a camera that version 2 hid is hidden still, and its password is gone', async () => {
  const path = join(temporaryDirectory('store'), 'camkeeper.db');
  const old = await StateDatabase.open(path, migrations.slice(0, 2));
  const resolved = JSON.stringify({ path: 'rtsp://viewer:hunter2@192.168.1.20/stream1' });
  await old.write({ generation: 7, commands: [{ ...row, hidden: resolved }] });
  await old.close();
  assert.ok(readFileSync(path).includes('hunter2'));
  const now = await StateDatabase.open(path);
  assert.equal(await now.read(), { generation: 7, commands: [{ ...row, hidden: '' }] });
  await now.close();
  assert.equal(readdirSync(dirname(path)), ['camkeeper.db']);
  assert.not.ok(readFileSync(path).includes('hunter2'), 'in no page of the file either');
});

test.run();
