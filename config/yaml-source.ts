import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { Finding, KeyPath } from './problems.ts';

export type Place = { readonly line: number; readonly column: number };

/** What is wrong with a text as YAML; `offset` counts UTF-16 units from its start. */
export type SyntaxFault = { readonly offset: number; readonly message: string };

/** A parsed text that still knows where everything stands. */
export type YamlSource = {
  /** Plain data; null when the faults leave none. */
  readonly value: unknown;
  readonly errors: readonly SyntaxFault[];
  readonly warnings: readonly SyntaxFault[];
  /** Whether `value` is the whole text, so that its content is worth checking. */
  readonly isWhole: boolean;
  placeOfOffset(offset: number): Place;
  /** Of the value, or of the key, or of what is nearest above it in the tree. */
  placeOf(finding: Pick<Finding, 'path' | 'atKey'>): Place;
};

/** YAML 1.2, and with it JSON; anchors, aliases and `<<` as in YAML 1.1. */
export function parseYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const { value, fault } = toValue(document);
  const placeOfOffset = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return {
    value,
    errors: [...document.errors.map(toFault), ...fault],
    warnings: document.warnings.map(toFault),
    isWhole: fault.length === 0 && document.errors.every((error) => error.code === duplicate),
    placeOfOffset,
    placeOf: ({ path, atKey }) => placeOfOffset(offsetOf(document, path, atKey === true)),
  };
}

const duplicate = 'DUPLICATE_KEY';

function toFault({ code, pos, message }: YAMLError): SyntaxFault {
  if (code === duplicate) {
    return { offset: pos[0], message: 'duplicate key: expected each key of a map once' };
  }
  const reason = message.replace(/; please use .*$/, '');
  return { offset: pos[0], message: `not valid YAML: ${reason}` };
}

/** An alias without an anchor, or with too many copies, shows only here. */
function toValue(document: Document): { value: unknown; fault: readonly SyntaxFault[] } {
  try {
    return { value: document.toJS(), fault: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = offsetOfLostAlias(document);
    return { value: null, fault: [{ offset, message: `not valid YAML: ${message}` }] };
  }
}

function offsetOfLostAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      offset = startOf(alias) ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function offsetOf(document: Document, path: KeyPath, atKey: boolean): number {
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
  return isPair(item) && isScalar(item.key) ? String(item.key.value ?? '') : null;
}

/** null for a value that is not written at all (`key:`). */
function startOf(node: unknown): number | null {
  const range = isNode(node) ? (node as Node).range : null;
  return range === null || range === undefined || range[0] === range[1] ? null : range[0];
}
