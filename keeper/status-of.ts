import type { Parts } from './parts.ts';
import { type KeeperStatus, keeperStatus } from './status.ts';

/** Of some cameras, or all. */
export function statusOf(parts: Parts, only: ReadonlySet<string> | null = null): KeeperStatus {
  const { options, observer, running, lasting } = parts;
  return keeperStatus({
    instance: options.instance ?? 'default',
    context: running?.system.root.getSnapshot().context ?? null,
    observer,
    holdings: running?.world.holdings ?? null,
    budget: running?.world.budget ?? null,
    store: lasting.status,
    only,
  });
}
