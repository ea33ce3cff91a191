import { readConfigText } from '../actors/config/read-text.ts';
import type { KeeperConfig } from '../config/camera-config.ts';
import { KeeperError } from '../config/errors.ts';
import { type Loaded, loadConfig } from '../config/load.ts';
import { formatProblem } from '../config/problems.ts';

/** A configuration as `run` would read it. Throws CONFIG_INVALID where there is nothing to read. */
export async function loadFile(file: string): Promise<Loaded<KeeperConfig>> {
  const read = await readConfigText(file);
  if ('text' in read) return loadConfig(read.text, { file, environment: process.env });
  throw new KeeperError('CONFIG_INVALID', formatProblem(read.problem));
}
