import { parse } from '@babel/parser';

/** A node of the syntax tree, loosely: rules look at few of the many kinds. */
export type SyntaxNode = { readonly type: string; readonly loc?: Location | null } & {
  readonly [key: string]: unknown;
};
type Location = {
  readonly start: { readonly line: number };
  readonly end: { readonly line: number };
};

const markup = ['jsx'] as const;

export type Visit = (node: SyntaxNode, ancestors: readonly SyntaxNode[]) => void;

/** Throws on what does not parse. */
export function parseTypeScript(source: string, { jsx = false } = {}): SyntaxNode {
  const { program } = parse(source, {
    sourceType: 'module',
    createImportExpressions: true, // `import()` has a source like the other imports
    plugins: [
      'typescript',
      'explicitResourceManagement',
      'importAttributes',
      ...(jsx ? markup : []),
    ],
  });
  return program as unknown as SyntaxNode;
}

/** Visits every node, parents first. `ancestors` ends with the parent. */
export function walk(node: SyntaxNode, visit: Visit, ancestors: readonly SyntaxNode[] = []): void {
  visit(node, ancestors);
  const path = [...ancestors, node];
  for (const child of Object.values(node).flat()) {
    if (isNode(child)) walk(child, visit, path);
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'loc' in value;
}

export function nodesOf(value: unknown): SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function lineOf(node: SyntaxNode): number {
  return node.loc?.start.line ?? 0;
}

export function lineCountOf(node: SyntaxNode): number {
  return node.loc ? node.loc.end.line - node.loc.start.line + 1 : 0;
}

/** `createMachine` of `setup({}).createMachine(…)`, `fetch` of `fetch(…)`; null for others. */
export function calledName({ type, callee }: SyntaxNode): string | null {
  if (type !== 'CallExpression' || !isNode(callee)) return null;
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return isNode(name) && typeof name.name === 'string' ? name.name : null;
}
