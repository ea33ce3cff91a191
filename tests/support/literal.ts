import { isNode, lineOf, nodesOf, type SyntaxNode } from './syntax.ts';

export type Literal = Scalar | Literal[] | LiteralObject;
type Scalar = string | number | boolean | null;
export type LiteralObject = { [key: string]: Literal };

/** Stands for a function where one may be: a visualizer needs to know only that it is there. */
export const someFunction = '(function)';

export type Reading = {
  /** Under these keys, at any depth, functions may stand. */
  readonly functionKeys: ReadonlySet<string>;
  /** Receives `line N: what cannot be read, and where it stands`. */
  readonly complain: (problem: string) => void;
};

/** The value that an expression of nothing but literals writes down. */
export function readLiteral(node: SyntaxNode, reading: Reading, key = ''): Literal {
  const { type, value } = node;
  if (isScalar(value) && /^(String|Numeric|Boolean)Literal$/.test(type)) return value;
  if (type === 'NullLiteral') return null;
  if (type === 'ArrayExpression') return readArray(node, reading, key);
  if (type === 'ObjectExpression') return readObject(node, reading);
  if (isFunction(node) && reading.functionKeys.has(key)) return someFunction;
  const inner = unwrap(node);
  if (inner !== null) return readLiteral(inner, reading, key);
  const negative = negativeNumber(node);
  if (negative !== null) return negative;
  reading.complain(`line ${lineOf(node)}: ${type} under ${key || 'nothing'} is no literal`);
  return null;
}

function readArray(node: SyntaxNode, reading: Reading, key: string): Literal[] {
  return nodesOf(node.elements).map((element) => readLiteral(element, reading, key));
}

function readObject(node: SyntaxNode, reading: Reading): LiteralObject {
  const entries = nodesOf(node.properties).map((property): [string, Literal] => {
    const key = keyOf(property);
    if (key === null) {
      reading.complain(`line ${lineOf(property)}: ${property.type} without a literal key`);
      return ['', null];
    }
    return [key, readLiteral(contentOf(property), reading, key)];
  });
  return Object.fromEntries(entries);
}

/** null for `...spread` and `[computed]`. */
function keyOf({ key, computed }: SyntaxNode): string | null {
  if (!isNode(key) || computed === true) return null;
  if (typeof key.name === 'string') return key.name;
  return isScalar(key.value) ? String(key.value) : null;
}

/** `context() {}` is its own value. */
function contentOf(property: SyntaxNode): SyntaxNode {
  return isNode(property.value) ? property.value : property;
}

/** `x as const` and `x satisfies T` are written for the compiler; `(x)` for the reader. */
function unwrap({ type, expression }: SyntaxNode): SyntaxNode | null {
  const wraps = ['TSAsExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression'];
  return wraps.includes(type) && isNode(expression) ? expression : null;
}

function negativeNumber({ type, operator, argument }: SyntaxNode): number | null {
  if (type !== 'UnaryExpression' || operator !== '-' || !isNode(argument)) return null;
  return typeof argument.value === 'number' ? -argument.value : null;
}

function isFunction({ type }: SyntaxNode): boolean {
  return /^(ArrowFunctionExpression|FunctionExpression|ObjectMethod)$/.test(type);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
