import { journalOff } from './journaling.ts';
import type { Parts } from './parts.ts';
import { type KeeperStatus, keeperStatus } from './status.ts';

/** Of some cameras, or all. */
export function statusOf(parts: Parts, only: ReadonlySet<string> | null = null): KeeperStatus {
  const { options, observer, running, lasting, journaling, failures } = parts;
  const { kept } = failures;
  const failure = kept.at(-1)?.file ?? null;
  return keeperStatus({
    instance: options.instance ?? 'default',
    context: running?.system.root.getSnapshot().context ?? null,
    observer,
    holdings: running?.world.holdings ?? null,
    budget: running?.world.budget ?? null,
    store: lasting.status,
    journal: { ...(journaling?.status() ?? journalOff), failure, failures: kept },
    only,
  });
}
