import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nothingStored, type StoredState } from '../../../actors/store/contracts.ts';
import { StateDatabase } from '../../../actors/store/database.ts';
import { migrations } from '../../../actors/store/migrations.ts';
import { Store } from '../../../actors/store/store.ts';
import { eventually } from '../../support/eventually.ts';
import { mounting, mountTmpfs } from '../../support/small-disk.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const stores = suite('store');

const row = { camera: 'front', section: '{"a":1}', hidden: null, wished: 'off' } as const;
const state: StoredState = { generation: 7, commands: [row] };
const newPath = () => join(temporaryDirectory('store'), 'camkeeper.db');

/** An open one keeps its program running, and its mount busy: also after a test that failed. */
const opened: Store[] = [];
stores.after.each(() => Promise.all(opened.splice(0).map((one) => one.close())).then(() => {}));

function storeAt(path: string) {
  const warnings: string[] = [];
  const store = new Store({ path, onWarning: (warning) => warnings.push(warning), retryMs: 50 });
  opened.push(store);
  return { store, warnings };
}

/** What is found at the next start. */
async function stored(path: string): Promise<StoredState> {
  const { store } = storeAt(path);
  const found = await store.open();
  await store.close();
  return found;
}

stores(
  'what was saved last is there at the next start, in a file for its owner alone',
  async () => {
    const path = newPath();
    const { store, warnings } = storeAt(path);
    assert.equal(await store.open(), nothingStored);
    for (let generation = 1; generation < 50; generation++) store.save({ ...state, generation });
    store.save(state);
    await store.close();
    assert.is(statSync(path).mode & 0o777, 0o600);
    assert.equal(await stored(path), state);
    assert.equal(warnings, []);
    assert.equal(readdirSync(dirname(path)), ['camkeeper.db']);
  },
);

stores('a damaged file is set aside, and a new one begun', async () => {
  const path = newPath();
  writeFileSync(path, 'no database at all, and longer than a header\n'.repeat(100));
  const { store, warnings } = storeAt(path);
  assert.equal(await store.open(), nothingStored);
  assert.is(store.status.state, 'ok');
  assert.match(warnings.join(), /damaged: it was set aside as .*camkeeper\.db\.damaged-\d{4}-/);
  store.save(state);
  await store.close();
  assert.equal(await stored(path), state);
  assert.is(readdirSync(dirname(path)).length, 2);
});

const refusals: readonly [string, (path: string) => void, RegExp][] = [
  [
    'of another program',
    (path) => {
      new Sqlite(path).exec('create table theirs (a)').close();
    },
    /another program/,
  ],
  [
    'of a newer camkeeper',
    (path) => {
      const file = new Sqlite(path);
      file.pragma(`application_id = ${0x63616d6b}`);
      file.pragma('user_version = 99');
      file.exec('create table later (a)').close();
    },
    /a newer camkeeper/,
  ],
  ['in a folder that is not there', () => {}, /cannot be made/],
];
for (const [what, make, words] of refusals) {
  stores(`a database ${what} is left alone, and told`, async () => {
    const path = what.includes('folder') ? join(newPath(), 'missing.db') : newPath();
    make(path);
    const { store, warnings } = storeAt(path);
    assert.equal(await store.open(), nothingStored);
    assert.is(store.status.state, 'degraded');
    assert.match(store.status.reason!, words);
    assert.is(warnings.length, 1);
    store.save(state);
    await store.settled();
    await store.close();
    assert.not(readdirSync(join(path, '..', '..')).some((name) => name.includes('damaged')));
  });
}

stores(
  'a second process that holds the file: degraded, and nothing is written over it',
  async () => {
    const path = newPath();
    const { store } = storeAt(path);
    await store.open();
    store.save(state);
    await store.close();
    const holder = new Sqlite(path);
    holder.exec('begin immediate');
    const late = storeAt(path);
    let turns = 0;
    const ticks = setInterval(() => turns++, 20);
    assert.equal(await late.store.open(), nothingStored);
    clearInterval(ticks);
    assert.ok(turns > 10, 'the event loop went on while the thread waited');
    assert.match(late.store.status.reason!, /another program holds the file/);
    late.store.save({ generation: 1, commands: [] });
    await late.store.close();
    holder.close();
    assert.equal(await stored(path), state);
  },
);

for (const [count] of [undefined, ...migrations].entries()) {
  stores(`a file of version ${count} is brought to the newest`, async () => {
    const path = newPath();
    const old = await StateDatabase.open(path, migrations.slice(0, count));
    await old.close();
    const file = new Sqlite(path);
    if (count > 0) file.exec('insert into keeper values (1, 5)');
    file.close();
    assert.equal(await stored(path), { generation: count > 0 ? 5 : 0, commands: [] });
    const now = new Sqlite(path);
    assert.is(now.pragma('user_version', { simple: true }), migrations.length);
    now.close();
  });
}

const mounts = mounting(stores);

mounts('a full disk is a state, and ends when there is room', async () => {
  const folder = mountTmpfs('size=256k');
  const { store, warnings } = storeAt(join(folder, 'camkeeper.db'));
  await store.open();
  const filler = join(folder, 'filler');
  const fill = () => writeFileSync(filler, Buffer.alloc(1 << 20));
  assert.throws(fill, /ENOSPC/);
  const section = JSON.stringify({ text: 'x'.repeat(50_000) });
  const large = { generation: 9, commands: [{ ...row, section }] };
  store.save(large);
  await store.settled();
  assert.is(store.status.state, 'degraded');
  assert.match(store.status.reason!, /the disk is full/);
  writeFileSync(filler, '');
  await eventually('it is stored again', () => store.status.state === 'ok');
  assert.is(warnings.at(-1), 'stored again');
  await store.close();
  assert.equal(await stored(join(folder, 'camkeeper.db')), large);
});

const remount = (folder: string, how: 'ro' | 'rw') =>
  execFileSync('mount', ['-o', `remount,${how}`, folder]);

mounts('a directory that is read-only is told, and written to once it can be', async () => {
  const folder = mountTmpfs('size=1m');
  remount(folder, 'ro');
  const { store, warnings } = storeAt(join(folder, 'camkeeper.db'));
  assert.equal(await store.open(), nothingStored);
  assert.match(store.status.reason!, /^what earlier runs .* cannot be written \(EROFS\)$/);
  store.save(state);
  await store.settled();
  remount(folder, 'rw');
  await eventually('it is stored', () => store.status.state === 'ok');
  assert.is(warnings.at(-1), 'stored again');
  await store.close();
  assert.equal(await stored(join(folder, 'camkeeper.db')), state);
});

mounts('what a read-only file holds is read, also what a kill left in its journal', async () => {
  const folder = mountTmpfs('size=1m');
  const path = join(folder, 'camkeeper.db');
  await untilKilled(path);
  assert.equal(readdirSync(folder).sort(), ['camkeeper.db', 'camkeeper.db-wal']);
  remount(folder, 'ro');
  const { store } = storeAt(path);
  assert.equal(await store.open(), state);
  assert.match(store.status.reason!, /^what is asked for now is not stored: .* cannot be written/);
  const later = { ...state, generation: 8 };
  store.save(later);
  await store.settled();
  assert.is(store.status.state, 'degraded');
  remount(folder, 'rw');
  await eventually('it is stored', () => store.status.state === 'ok');
  await store.close();
  assert.equal(await stored(path), later);
  assert.equal(readdirSync(folder), ['camkeeper.db']);
});

/** A program that stored `state` and was killed, so that nothing was tidied. */
async function untilKilled(path: string): Promise<void> {
  const module = new URL('../../../actors/store/store.js', import.meta.url);
  const program = `
    const { Store } = await import(${JSON.stringify(module)});
    const store = new Store({ path: ${JSON.stringify(path)}, onWarning: console.error });
    await store.open();
    store.save(${JSON.stringify(state)});
    await store.settled();
    process.kill(process.pid, 'SIGKILL');`;
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  assert.is(signal, 'SIGKILL', stderr);
}

stores('a folder that is made later is used from then on', async () => {
  const path = join(newPath(), 'later', 'camkeeper.db');
  const { store } = storeAt(path);
  await store.open();
  store.save(state);
  await store.settled();
  assert.is(store.status.state, 'degraded');
  mkdirSync(dirname(path), { recursive: true });
  await eventually('it is stored', () => store.status.state === 'ok');
  await store.close();
  assert.equal(await stored(path), state);
});

stores('a file that comes later and holds something is not written over', async () => {
  const elsewhere = newPath();
  const theirs = { generation: 99, commands: [{ ...row, camera: 'theirs' }] };
  const other = storeAt(elsewhere).store;
  await other.open();
  other.save(theirs);
  await other.close();
  const path = join(newPath(), 'later', 'camkeeper.db');
  const { store } = storeAt(path);
  await store.open();
  store.save(state);
  await store.settled();
  cpSync(dirname(elsewhere), dirname(path), { recursive: true });
  await eventually('it was looked at', () => /what was not read/.test(store.status.reason!));
  await store.close();
  assert.equal(await stored(path), theirs);
});

stores('a page that is damaged in the middle is noticed, and the status keeps it', async () => {
  const path = newPath();
  const { store } = storeAt(path);
  await store.open();
  const section = JSON.stringify({ text: 'x'.repeat(50_000) });
  store.save({ generation: 9, commands: [{ ...row, section }] });
  await store.close();
  const bytes = readFileSync(path);
  bytes.fill(0xff, 4096, 3 * 4096);
  writeFileSync(path, bytes);
  const next = storeAt(path).store;
  assert.equal(await next.open(), nothingStored);
  assert.match(next.status.setAside!, /camkeeper\.db\.damaged-/);
  assert.is(next.status.state, 'ok');
  await next.close();
});

stores('a directory of somebody else is told', async () => {
  if (process.getuid?.() === 0) return; // root may write everywhere: the one above is for it
  const path = newPath();
  chmodSync(dirname(path), 0o500);
  const { store } = storeAt(path);
  await store.open();
  chmodSync(dirname(path), 0o700);
  assert.match(store.status.reason!, /cannot be written/);
  await store.close();
});

stores.run();
