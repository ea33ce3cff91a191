import type { Desired } from './desired.ts';
import { served } from './memory-line.ts';
import type { Memory } from './plan-room.ts';
import { regionBytes } from './region-shape.ts';

type Room = { readonly bytes: number; readonly limitedBy: string };

const budgetOf = ({ memory }: Desired) => memory?.budgetBytes ?? Number.POSITIVE_INFINITY;

/**
 * How the memory stands where nobody runs that could be asked: as if `before` ran, as far as its
 * own budget allows, and `room` were free besides.
 */
export function memoryAsIf(before: Desired, after: Desired, room: Room): Memory {
  const wanted = before.cameras
    .filter(([, { disabledBy }]) => disabledBy === null)
    .map(([camera, { config }]) => ({ camera, netBytes: regionBytes(config) }));
  const up = served(wanted, { freeBytes: budgetOf(before), comingBytes: 0 });
  const held = new Map(up.map(({ camera, netBytes }) => [camera, netBytes]));
  const others = wanted.filter(({ camera }) => !held.has(camera));
  const waiting = new Map(others.map(({ camera, netBytes }) => [camera, netBytes]));
  const heldBytes = up.reduce((sum, { netBytes }) => sum + netBytes, 0);
  const freeIn = (budgetBytes: number) => Math.min(budgetBytes - heldBytes, room.bytes);
  const freeBytes = freeIn(Math.min(budgetOf(before), budgetOf(after)));
  const allBytes = freeIn(budgetOf(after));
  const limitedBy = allBytes < room.bytes ? 'memory.budget' : room.limitedBy;
  return { held, waiting, freeBytes, laterBytes: allBytes - freeBytes, limitedBy };
}
