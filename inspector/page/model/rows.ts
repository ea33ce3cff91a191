import type { CameraRow, FleetChange } from '../../api.ts';
import { type Sign, signOf, signs } from './look.ts';

export type Rows = ReadonlyMap<string, CameraRow>;

export function withChange(rows: Rows, { changed, removed, isWhole }: FleetChange): Rows {
  const next = new Map(isWhole ? [] : rows);
  for (const row of changed) next.set(row.name, row);
  for (const name of removed) next.delete(name);
  return next;
}

export type Column = 'name' | 'state' | 'since' | 'next' | 'fps' | 'dropped';
export type Order = { readonly column: Column; readonly isDescending: boolean };
export type Wanted = { readonly text: string; readonly sign: Sign | null; readonly order: Order };

/** Every word of the text is in the name, the state or the reason. */
export function chosen(rows: Rows, { text, sign, order }: Wanted): CameraRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...rows.values()].filter((row) => {
    if (sign !== null && signOf(row.state) !== sign) return false;
    const haystack = `${row.name} ${row.state} ${row.reason}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
  const compare = comparisons[order.column];
  const factor = order.isDescending ? -1 : 1;
  return found.sort((one, other) => factor * compare(one, other) || byName(one, other));
}

export function counted(rows: Rows): ReadonlyMap<Sign, number> {
  const counts = new Map<Sign, number>();
  for (const { state } of rows.values()) {
    const sign = signOf(state);
    counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return counts;
}

type Compare = (one: CameraRow, other: CameraRow) => number;

const collator = new Intl.Collator('en', { numeric: true });
const byName: Compare = (one, other) => collator.compare(one.name, other.name);
const dueMs = ({ next }: CameraRow): number => next?.atMs ?? Number.MAX_SAFE_INTEGER;
/** What needs somebody first. */
const urgency = ({ state }: CameraRow): number => signs.indexOf(signOf(state));

const comparisons: Readonly<Record<Column, Compare>> = {
  name: byName,
  state: (one, other) => urgency(one) - urgency(other) || collator.compare(one.state, other.state),
  since: (one, other) => other.sinceMs - one.sinceMs,
  next: (one, other) => dueMs(one) - dueMs(other),
  fps: (one, other) => (one.fps ?? -1) - (other.fps ?? -1),
  dropped: (one, other) => (one.droppedTotal ?? -1) - (other.droppedTotal ?? -1),
};
