import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { Finding } from './problems.ts';
import { offsetOf, offsetOfLostReference } from './yaml-place.ts';

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
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
    // Or the package prints a warning of its own when the key of a map is a map.
    logLevel: 'error',
  });
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

/**
 * JSON that is known to be right and to have no key twice: where something stands is looked for
 * when it is asked. An embedder's configuration comes so, and hardly ever has a fault.
 */
export function parseJson(text: string): YamlSource {
  let yaml: YamlSource | null = null;
  const inPlace = () => {
    yaml ??= parseYaml(text);
    return yaml;
  };
  return {
    value: JSON.parse(text),
    errors: [],
    warnings: [],
    isWhole: true,
    placeOfOffset: (offset) => inPlace().placeOfOffset(offset),
    placeOf: (finding) => inPlace().placeOf(finding),
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
    const offset = offsetOfLostReference(document);
    return { value: null, fault: [{ offset, message: `not valid YAML: ${message}` }] };
  }
}
