import { readFile } from 'node:fs/promises';
import type { KeeperConfig } from '../config/camera-config.ts';
import { KeeperError } from '../config/errors.ts';
import { type Loaded, loadConfig } from '../config/load.ts';

/** A configuration as `run` would read it. Throws CONFIG_INVALID where there is nothing to read. */
export async function loadFile(file: string): Promise<Loaded<KeeperConfig>> {
  return loadConfig(await textOf(file), { file, environment: process.env });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw new KeeperError('CONFIG_INVALID', `${file}: ${why}`, { cause });
  }
}
