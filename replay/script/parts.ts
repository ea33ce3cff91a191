import type { KeyPath } from '../../config/problems.ts';
import { isMap } from '../../config/prune.ts';

/** Something in a script that can be left out: where it stands. */
export type Part = KeyPath;

type Source = Readonly<Record<string, unknown>>;

/** Inputs, cameras (at the beginning, and in each input), and ways in which the world behaves. */
export function partsOf(source: Source): readonly Part[] {
  const { inputs, world } = source;
  const list: readonly unknown[] = Array.isArray(inputs) ? inputs : [];
  return [
    ...list.map((_, index): Part => ['inputs', index]),
    ...keysAt(source, ['cameras']),
    ...list.flatMap((_, index) => camerasIn(source, index)),
    ...['processes', 'memory'].flatMap((part) => keysAt(source, ['world', part])),
    ...(isMap(world) && 'gate' in world ? [['world', 'gate']] : []),
  ];
}

function camerasIn(source: Source, index: number): Part[] {
  const inEvent: KeyPath = ['inputs', index, 'event', 'desired', 'cameras'];
  return [...keysAt(source, ['inputs', index, 'cameras']), ...keysAt(source, inEvent)];
}

function keysAt(source: unknown, path: KeyPath): Part[] {
  const map = path.reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null
      ? (value as Record<string | number, unknown>)[key]
      : undefined;
  }, source);
  if (Array.isArray(map)) return map.map((_, index) => [...path, index]);
  return isMap(map) ? Object.keys(map).map((key) => [...path, key]) : [];
}

export const othersOf = (parts: readonly Part[], some: readonly Part[]): readonly Part[] => {
  const those = new Set(some);
  return parts.filter((part) => !those.has(part));
};

/** A copy that lacks these; what they stood in stays, and only what is changed is copied. */
export function without(source: Source, parts: readonly Part[]): Source {
  return remove(source, parts) as Source;
}

function remove(value: unknown, parts: readonly Part[]): unknown {
  if (parts.length === 0 || typeof value !== 'object' || value === null) return value;
  const below = new Map<string, Part[]>();
  for (const [key, ...rest] of parts) {
    const known = below.get(String(key));
    if (known) known.push(rest);
    else below.set(String(key), [rest]);
  }
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const inner = below.get(key);
    if (inner?.some((rest) => rest.length === 0)) return [];
    return [[key, inner ? remove(item, inner) : item] as const];
  });
  return Array.isArray(value) ? kept.map(([, item]) => item) : Object.fromEntries(kept);
}
