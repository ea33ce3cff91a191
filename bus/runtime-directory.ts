import {
  chmodSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { KeeperError } from '../config/errors.ts';
import { lockFile } from '../native/index.ts';
import { ourselves, type ProcessId } from '../native/process-id.ts';

/** Of the path of a unix socket. A name in the directory needs at most `nameBytesMax` of it. */
const pathBytesMax = 107;
const nameBytesMax = 24;

export type RuntimeDirectory = {
  readonly path: string;
  /** Where a socket of that name is: `ipc://…`. Throws PATH_TOO_LONG. */
  readonly url: (name: string) => string;
  /** Idempotent. Removes the sockets, the lock, and the directory if a keeper made it. */
  readonly close: () => void;
};

/** Who holds a directory; the text of its lock. */
type Holder = ProcessId & { readonly madeDirectory: boolean };

/**
 * Takes a directory for one keeper alone: private (0700), with a lock that ends with the process,
 * however that ends; so what a killed keeper left is taken over at once. Throws INSTANCE_HELD,
 * which names the holder, PATH_TOO_LONG, and BAD_ARGUMENT for a directory of somebody else.
 */
export function openRuntimeDirectory(directory: string): RuntimeDirectory {
  const path = resolve(directory);
  checkLength(path, 'x'.repeat(nameBytesMax));
  const isMade = makePrivate(path);
  const lock = takeLock(path, isMade);
  const madeDirectory = isMade || lock.before?.madeDirectory === true;
  const close = once(() => giveBack(path, { fd: lock.fd, madeDirectory }));
  try {
    writeHolder(lock.fd, { ...ourselves(), madeDirectory });
    removeSockets(path);
  } catch (error) {
    close(); // the disk is full, for one
    throw error;
  }
  return {
    path,
    url(name) {
      checkLength(path, name);
      return `ipc://${path}/${name}`;
    },
    close,
  };
}

/** Only what is ours: a cleaner of /tmp may have taken it, and another keeper its place. */
function giveBack(path: string, { fd, madeDirectory }: { fd: number; madeDirectory: boolean }) {
  try {
    if (!isSameFile(fd, join(path, 'lock'))) return;
    removeSockets(path);
    rmSync(join(path, 'lock'));
    if (madeDirectory) removeIfEmpty(path);
  } finally {
    closeSync(fd);
  }
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}

function checkLength(path: string, name: string): void {
  const bytes = Buffer.byteLength(join(path, name));
  if (bytes <= pathBytesMax) return;
  const tooMany = bytes - pathBytesMax;
  throw new KeeperError('PATH_TOO_LONG', `${path}: ${tooMany} bytes too long for sockets in it`);
}

/** Whether it had to be made. */
function makePrivate(path: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  const isMade = mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined;
  const stat = lstatSync(path);
  const owner = process.getuid!();
  if (!stat.isDirectory()) throw new KeeperError('BAD_ARGUMENT', `${path}: not a directory`);
  if (stat.uid !== owner) {
    const message = `${path}: belongs to user ${stat.uid}, expected one of user ${owner}`;
    throw new KeeperError('BAD_ARGUMENT', message);
  }
  if ((stat.mode & 0o077) !== 0) chmodSync(path, 0o700);
  return isMade;
}

type Lock = { readonly fd: number; readonly before: Holder | null };

function takeLock(directory: string, isMade: boolean): Lock {
  try {
    return lockAt(join(directory, 'lock'));
  } catch (error) {
    if (isMade) removeIfEmpty(directory);
    throw error;
  }
}

function lockAt(path: string): Lock {
  for (;;) {
    const fd = lockFile(path);
    const before = readHolder(path);
    if (fd === null) {
      const who = before ? `process ${before.pid}` : 'another process';
      throw new KeeperError('INSTANCE_HELD', `${dirname(path)}: held by ${who}`);
    }
    if (isSameFile(fd, path)) return { fd, before };
    closeSync(fd); // its last holder removed it while we locked it: this is not the lock any more
  }
}

function isSameFile(fd: number, path: string): boolean {
  return fstatSync(fd).ino === statSync(path, { throwIfNoEntry: false })?.ino;
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null; // new, or its holder is about to write it
  }
}

function writeHolder(fd: number, holder: Holder): void {
  ftruncateSync(fd);
  writeSync(fd, `${JSON.stringify(holder)}\n`, 0);
}

function removeSockets(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isSocket()) rmSync(join(path, entry.name), { force: true });
  }
}

function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
  }
}
