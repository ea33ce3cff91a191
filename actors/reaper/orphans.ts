import { type ProcessId, parentOf } from '../../native/process-id.ts';
import type { World } from '../world.ts';
import { killLeftBehind, startedBy } from './mark.ts';

/** Killed ones may still be there at the next look, and one that forks may have been faster. */
const looksMax = 5;

/**
 * Kills what a dead process of ours left behind: helpers in sessions of their
 * own, which no signal to its group reaches. They carry our mark, and nobody above them is a
 * process that we hold. A capture that ends by itself leaves none, which saves a look through
 * all processes of the machine.
 */
export function killOrphans({ mark, holdings, onTrouble }: OrphansOf): void {
  const held = new Set(holdings.processesOf(null).map(({ pid }) => pid));
  try {
    for (let looks = 0; looks < looksMax; looks++) {
      const all = startedBy(mark).map((process) => [process, standingOf(process, held)] as const);
      for (const [process, standing] of all) if (standing === 'orphan') killLeftBehind(process);
      if (all.every(([, standing]) => standing === 'held')) return;
    }
  } catch (error) {
    onTrouble(error); // the sweep of the next start finds them
  }
}

type OrphansOf = Pick<World, 'mark' | 'holdings' | 'onTrouble'>;

/** Moving: an ancestor ended while we looked; now it has another one. */
function standingOf({ pid }: ProcessId, held: ReadonlySet<number>): 'held' | 'orphan' | 'moving' {
  for (let at = pid; at > 1; ) {
    if (held.has(at)) return 'held';
    const parent = parentOf(at);
    if (parent === null) return 'moving';
    at = parent;
  }
  return 'orphan';
}
