import type { KeeperOptions } from '../../index.ts';
import type { Invocation } from '../invocation.ts';
import { UsageError } from '../usage-error.ts';

/** `--journal FILE` and `--journal-size MB`. Throws UsageError. */
export function journalOf({ options, command }: Invocation): Pick<KeeperOptions, 'journal'> {
  const { journal: file, 'journal-size': size } = options;
  if (typeof file !== 'string') {
    if (size === undefined) return {};
    throw new UsageError(
      `${command}: --journal-size says how much --journal FILE may take`,
      command,
    );
  }
  if (size === undefined) return { journal: { file } };
  const megabytes = Number(size);
  if (!(megabytes >= 1 && megabytes <= 1_000_000)) {
    const given = JSON.stringify(size);
    throw new UsageError(`${command}: --journal-size is megabytes from 1, not ${given}`, command);
  }
  return { journal: { file, roomBytes: megabytes * 1024 * 1024 } };
}
