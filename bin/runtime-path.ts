import { join, resolve } from 'node:path';
import type { Invocation } from './invocation.ts';
import { UsageError } from './usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Place = { readonly environment: Environment; readonly userId: number };

/** The directory in which a keeper and its commands meet. */
export function runtimePath({ command, options }: Invocation, place: Place = here()): string {
  const { environment, userId } = place;
  const given = options['runtime-dir'] ?? environment.CAMKEEPER_RUNTIME_DIR;
  if (typeof given === 'string' && given !== '') return resolve(given);
  const { XDG_RUNTIME_DIR: userDirectory } = environment;
  if (userDirectory) return join(userDirectory, 'camkeeper');
  if (userId === 0) return '/run/camkeeper';
  throw new UsageError(
    'there is no place for the runtime directory: XDG_RUNTIME_DIR is not set; ' +
      'give --runtime-dir DIR or set CAMKEEPER_RUNTIME_DIR',
    command,
  );
}

function here(): Place {
  return { environment: process.env, userId: process.getuid?.() ?? -1 };
}
