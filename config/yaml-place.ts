import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
} from 'yaml';
import type { KeyPath } from './problems.ts';

/**
 * Where the value at a path begins, or its key, in UTF-16 units from the start of the text. What is
 * not there is sought where it would stand: at the nearest place above it.
 */
export function offsetOf(document: Document, path: KeyPath, atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, key] of path.entries()) {
    const child = childOf(document, node, key);
    if (child === null) return offset;
    const isKeyWanted = atKey && index === path.length - 1;
    const preferred = isKeyWanted || startOf(child.value) === null ? child.key : child.value;
    offset = startOf(preferred) ?? offset;
    node = child.value;
  }
  return offset;
}

/** Where the fault is that shows only when a document is turned into data, or 0. */
export function offsetOfLostReference(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      offset = startOf(alias) ?? 0;
      return visit.BREAK;
    },
    Pair: (_, pair) => {
      if (keyOf(pair) !== '<<' || isMergeable(document, pair.value)) return undefined;
      offset = startOf(pair.key) ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function isMergeable(document: Document, value: unknown): boolean {
  const node = isAlias(value) ? value.resolve(document) : value;
  if (isAlias(value) && node === undefined) return true;
  return isMap(node) || (isSeq(node) && node.items.every((item) => isMergeable(document, item)));
}

type Child = { readonly key: unknown; readonly value: unknown };

function childOf(document: Document, parent: unknown, key: string | number): Child | null {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node)) {
    const value = node.items[Number(key)];
    return value === undefined ? null : { key: value, value };
  }
  if (!isMap(node)) return null;
  // Of duplicate keys the last one counts, as in `value`.
  const pair = node.items.findLast((item) => keyOf(item) === String(key));
  return pair ?? mergedChildOf(document, node.items, key);
}

function mergedChildOf(document: Document, items: readonly Pair[], key: string | number) {
  const merges = items.filter((item) => keyOf(item) === '<<').map((item) => item.value);
  const sources = merges.flatMap((value) => (isSeq(value) ? value.items : [value]));
  for (const source of sources) {
    const child = childOf(document, source, key);
    if (child !== null) return child;
  }
  return null;
}

function keyOf(item: unknown): string | null {
  if (!isPair(item) || !isScalar(item.key)) return null;
  const { value } = item.key;
  return typeof value === 'symbol' ? (value.description ?? '') : String(value ?? '');
}

/** null for a value that is not written at all (`key:`). */
function startOf(node: unknown): number | null {
  const range = isNode(node) ? (node as Node).range : null;
  return range === null || range === undefined || range[0] === range[1] ? null : range[0];
}
