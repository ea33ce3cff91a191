import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { KeeperError } from '../../config/errors.ts';

export type Texts = { readonly before: string; readonly after: string };

/**
 * Puts another text in the place of a configuration file: whole, or not at all, with its mode and
 * owner; a symbolic link stays one. Throws CONFIG_CHANGED when it is not `before` any more,
 * CONFIG_NOT_WRITTEN when the system refuses.
 */
export async function replaceFile(file: string, texts: Texts): Promise<void> {
  try {
    await replace(await realpath(file), texts);
  } catch (cause) {
    if (cause instanceof KeeperError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new KeeperError('CONFIG_NOT_WRITTEN', `${file}: cannot be written (${code})`, { cause });
  }
}

async function replace(file: string, { before, after }: Texts): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}`);
  try {
    await writeDurably(beside, { like: file, text: after });
    if ((await readFile(file, 'utf8')) !== before) {
      throw new KeeperError('CONFIG_CHANGED', `${file}: was changed by somebody else meanwhile`);
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

async function writeDurably(
  path: string,
  { like, text }: { readonly like: string; readonly text: string },
): Promise<void> {
  const { mode, uid, gid } = await stat(like);
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await own(handle, { uid, gid });
    await handle.chmod(mode & 0o7777);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Only root may give files away; anybody else's is his own already, or stays so. */
async function own(handle: FileHandle, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  const mine = await handle.stat();
  if (mine.uid !== uid || mine.gid !== gid) await handle.chown(uid, gid).catch(() => {});
}

/** So that the new name outlives a power cut; not every file system can. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
