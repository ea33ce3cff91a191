import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { KeeperError } from '../../config/errors.ts';

/** Throws CONFIG_INVALID when it is not there or cannot be read. */
export async function readConfigFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw new KeeperError('CONFIG_INVALID', `${file}: ${why}`, { cause });
  }
}

/**
 * Puts another text in the place of the file: whole, or not at all, with its mode and owner; a
 * symbolic link stays one. `change` may throw. Throws CONFIG_CHANGED when somebody else wrote it
 * meanwhile, CONFIG_NOT_WRITTEN when the system refuses.
 */
export async function changeConfigFile(
  file: string,
  change: (text: string) => string,
): Promise<void> {
  const before = await readConfigFile(file);
  const after = change(before);
  try {
    await replace(await realpath(file), { before, after });
  } catch (cause) {
    if (cause instanceof KeeperError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new KeeperError('CONFIG_NOT_WRITTEN', `${file}: cannot be written (${code})`, { cause });
  }
}

type Texts = { readonly before: string; readonly after: string };

async function replace(file: string, { before, after }: Texts): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}`);
  try {
    await writeDurably(beside, { like: file, text: after });
    if ((await readConfigFile(file)) !== before) {
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
