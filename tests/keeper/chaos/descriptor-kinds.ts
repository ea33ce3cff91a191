import * as assert from 'uvu/assert';
import type { KeeperStatus } from '../../../index.ts';
import { descriptorsOf } from '../../support/descriptors.ts';

/** Descriptors by what they are, without numbers: `pipe:[]`, `lock`, `anon_inode:[eventfd]`. */
export type Kinds = Readonly<Record<string, number>>;

export function descriptorKinds(pid: number): Kinds {
  const kinds: Record<string, number> = {};
  for (const what of descriptorsOf(pid).values()) {
    const kind = what.replace(/^.*\//, '').replace(/\d+/g, '');
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

/**
 * What a keeper holds without cameras, and what each more of it costs: seen once, while it was the
 * only one, so that nothing is said here of how it is made.
 */
export type Prices = {
  readonly idle: Kinds;
  /** Of a region together with its tracker. */
  readonly tracked: Kinds;
  readonly capture: Kinds;
  readonly recorder: Kinds;
};

export const added = (one: Kinds, other: Kinds, times = 1): Kinds => {
  const kinds = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const sums = kinds.map((kind) => [kind, (one[kind] ?? 0) + times * (other[kind] ?? 0)] as const);
  return Object.fromEntries(sums.filter(([, count]) => count !== 0).sort());
};

type Role = 'capture' | 'tracker' | 'recorder';

export const countOf = ({ cameras }: KeeperStatus, role: Role) =>
  Object.values(cameras).filter((camera) => typeof camera[role]?.pid === 'number').length;

/** Throws when the keeper holds other descriptors than its cameras cost. */
export function assertDescriptors(status: KeeperStatus, prices: Prices): void {
  const { idle, tracked, capture, recorder } = prices;
  const withTrackers = added(idle, tracked, countOf(status, 'tracker'));
  const withCaptures = added(withTrackers, capture, countOf(status, 'capture'));
  const due = added(withCaptures, recorder, countOf(status, 'recorder'));
  assert.equal(added(descriptorKinds(status.pid), {}), due, 'descriptors of the keeper');
}
