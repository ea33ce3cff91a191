import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openRuntimeDirectory } from '../../bus/runtime-directory.ts';
import { KeeperError } from '../../config/errors.ts';
import { openSocket } from '../../native/index.ts';
import { runModule } from '../support/node-program.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const parent = temporaryDirectory('runtime');
const directories = suite('runtime directory');

function errorOf(call: () => unknown): KeeperError {
  try {
    call();
  } catch (error) {
    assert.instance(error, KeeperError);
    return error as KeeperError;
  }
  throw new Error('throws nothing');
}

const holder = `
  import { openRuntimeDirectory } from '#/bus/runtime-directory.js';
  import { openSocket } from '#/native/index.js';
  const directory = openRuntimeDirectory(process.argv[1]);
  openSocket('pair1', { onMessage() {} }).listen(directory.url('control'));
  console.log('holds');`;

directories('it is private, and gone with all its sockets when it is closed', () => {
  const path = `${parent}/deep/one`;
  const directory = openRuntimeDirectory(path);
  assert.is(directory.path, path);
  assert.is(statSync(path).mode & 0o777, 0o700);
  const socket = openSocket('pair1');
  socket.listen(directory.url('control'));
  assert.ok(existsSync(`${path}/control`));
  directory.close();
  directory.close();
  assert.not.ok(existsSync(path));
  socket.close();
});

directories('one that was there is made private, and stays with what others put into it', () => {
  const path = `${parent}/given`;
  mkdirSync(path);
  chmodSync(path, 0o755);
  const directory = openRuntimeDirectory(path);
  assert.is(statSync(path).mode & 0o777, 0o700);
  writeFileSync(`${path}/note`, '');
  directory.close();
  assert.ok(existsSync(`${path}/note`));
  assert.not.ok(existsSync(`${path}/lock`));
});

directories('a second holder is refused and told who holds it', async () => {
  const path = `${parent}/held`;
  const first = openRuntimeDirectory(path);
  const { code, kind, message } = errorOf(() => openRuntimeDirectory(path));
  assert.equal([code, kind], ['INSTANCE_HELD', 'usage']);
  assert.is(message, `${path}: held by process ${process.pid}`);
  const second = await runModule(holder, path).ended();
  assert.is(second.code, 1);
  assert.match(second.stderr, new RegExp(`held by process ${process.pid}`));
  first.close();
  openRuntimeDirectory(path).close();
});

directories('what a killed holder left is taken over at once, and removed in the end', async () => {
  const path = `${parent}/killed`;
  const program = runModule(holder, path);
  await program.said('holds');
  const { message } = errorOf(() => openRuntimeDirectory(path));
  assert.match(message, new RegExp(`held by process ${program.child.pid}$`));
  program.child.kill('SIGKILL');
  await program.ended();
  const directory = openRuntimeDirectory(path);
  assert.not.ok(existsSync(`${path}/control`)); // the socket of the dead
  directory.close();
  assert.not.ok(existsSync(path)); // made by a keeper, removed by its successor
});

directories('a path that leaves no room for sockets is refused before anything is made', () => {
  const path = `${parent}/${'x'.repeat(84 - parent.length)}`;
  const { code, message } = errorOf(() => openRuntimeDirectory(path));
  assert.is(code, 'PATH_TOO_LONG');
  assert.match(message, /3 bytes too long/);
  assert.not.ok(existsSync(path));
  const directory = openRuntimeDirectory(path.slice(0, -3));
  assert.is(errorOf(() => directory.url('y'.repeat(25))).code, 'PATH_TOO_LONG');
  directory.close();
});

directories('neither a file nor the directory of another user is taken', () => {
  writeFileSync(`${parent}/file`, '');
  assert.throws(() => openRuntimeDirectory(`${parent}/file`));
  if (process.getuid!() === 0) return; // to whom all belongs
  assert.is(errorOf(() => openRuntimeDirectory('/')).code, 'BAD_ARGUMENT');
});

directories.run();
