import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nothingStored, type StoredState } from '../../../actors/store/contracts.ts';
import { StateDatabase } from '../../../actors/store/database.ts';
import { migrations } from '../../../actors/store/migrations.ts';
import { Store } from '../../../actors/store/store.ts';
import { eventually } from '../../support/eventually.ts';
import { skip } from '../../support/skip.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const stores = suite('store');

const row = { camera: 'front', section: '{"a":1}', hidden: null, wished: 'off' } as const;
const state: StoredState = { generation: 7, commands: [row] };
const newPath = () => join(temporaryDirectory('store'), 'camkeeper.db');

function storeAt(path: string) {
  const warnings: string[] = [];
  const store = new Store({ path, onWarning: (warning) => warnings.push(warning), retryMs: 50 });
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

const mayMount = process.getuid?.() === 0;

function mount(options: string): string {
  const folder = temporaryDirectory('mount');
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  process.prependOnceListener('exit', () => execFileSync('umount', ['--lazy', folder]));
  return folder;
}

const mounts = (name: string, test: () => Promise<void>) => {
  if (mayMount) stores(name, test);
  else skip(stores, name, 'only root may mount');
};

mounts('a full disk is a state, and ends when there is room', async () => {
  const folder = mount('size=256k');
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

mounts('a directory that is read-only is told', async () => {
  const folder = mount('size=1m');
  execFileSync('mount', ['-o', 'remount,ro', folder]);
  const { store } = storeAt(join(folder, 'camkeeper.db'));
  await store.open();
  assert.match(store.status.reason!, /cannot be written \(EROFS\)/);
  await store.close();
});

stores('a directory of somebody else is told', async () => {
  if (mayMount) return; // root may write everywhere: the one above is for it
  const path = newPath();
  chmodSync(dirname(path), 0o500);
  const { store } = storeAt(path);
  await store.open();
  chmodSync(dirname(path), 0o700);
  assert.match(store.status.reason!, /cannot be written/);
  await store.close();
});

stores.run();
