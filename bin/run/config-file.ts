import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeeperError } from '../../config/errors.ts';
import type { Invocation } from '../invocation.ts';

const usualFile = 'camkeeper.yml';
const usualStore = 'camkeeper.db';

/** Which file `run` reads. Throws CONFIG_INVALID when none was named and none lies here. */
export function configFile({ options }: Invocation): string {
  const given = options.config ?? process.env.CAMKEEPER_CONFIG;
  if (typeof given === 'string' && given !== '') return given;
  if (existsSync(usualFile)) return usualFile;
  throw new KeeperError(
    'CONFIG_INVALID',
    `there is no configuration: give --config FILE, set CAMKEEPER_CONFIG, or write ./${usualFile}`,
  );
}

/** Where `run` keeps what outlives it. */
export function storeFile({ options }: Invocation, config: string): string {
  return typeof options.store === 'string' ? options.store : join(dirname(config), usualStore);
}
