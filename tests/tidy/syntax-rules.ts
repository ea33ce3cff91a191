import {
  calledName,
  isNode,
  lineCountOf,
  lineOf,
  nodesOf,
  type SyntaxNode,
  walk,
} from '../support/syntax.ts';
import type { Complaint, ScriptFile } from './files.ts';

const functionLinesMax = 40;
const parametersMax = 3;

/** Rules on every TypeScript and JavaScript file. */
export function* checkSyntax({ path, syntax }: ScriptFile): Iterable<Complaint> {
  const complaints: Complaint[] = [];
  walk(syntax, (node, ancestors) => {
    for (const what of complain(node, ancestors.at(-1)))
      complaints.push(`${path}:${lineOf(node)}: ${what}`);
  });
  yield* complaints;
}

function* complain(node: SyntaxNode, parent: SyntaxNode | undefined): Iterable<string> {
  if (node.type === 'ExportDefaultDeclaration') yield 'default export';
  if (!isFunction(node)) return;
  const lines = lineCountOf(node);
  if (lines > functionLinesMax) yield `a function of ${lines} lines`;
  const count = nodesOf(node.params).filter((parameter) => !isThis(parameter)).length;
  const isOurs = parent === undefined || calledName(parent) !== 'replace'; // or the standard's
  if (count > parametersMax && isOurs) yield `${count} positional parameters`;
}

const wanderers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Date', 'fetch'];
const globals = new Set([...wanderers, 'console', 'process', 'performance', 'crypto']);

/** Charts have no side effects: no clock, no random numbers, no I/O, nothing that throws. */
export function* checkMachine({ path, syntax }: ScriptFile): Iterable<Complaint> {
  if (!path.startsWith('machines/')) return;
  const complaints: Complaint[] = [];
  walk(syntax, (node, ancestors) => {
    const what = isParameter(node, ancestors) ? null : sideEffect(node, ancestors.at(-1));
    if (what !== null) complaints.push(`${path}:${lineOf(node)}: ${what} in machines/`);
  });
  yield* complaints;
}

function sideEffect(node: SyntaxNode, parent: SyntaxNode | undefined): string | null {
  if (node.type === 'ThrowStatement') return 'throw';
  if (node.type === 'AwaitExpression' || node.async === true) return 'async';
  if (node.type === 'ImportDeclaration' && importedFrom(node).startsWith('node:')) {
    return `import of ${importedFrom(node)}`;
  }
  if (calledName(node) === 'random') return 'random';
  if (node.type !== 'Identifier' || typeof node.name !== 'string') return null;
  return globals.has(node.name) && parent && isUse(node, parent) ? node.name : null;
}

/** `({ process }) => process.phase`: the global is hidden by a parameter. */
function isParameter({ type, name }: SyntaxNode, ancestors: readonly SyntaxNode[]): boolean {
  if (type !== 'Identifier') return false;
  return ancestors.filter(isFunction).some(({ params }) => {
    let found = false;
    for (const parameter of nodesOf(params)) {
      walk(parameter, (inner) => {
        found ||= inner.type === 'Identifier' && inner.name === name;
      });
    }
    return found;
  });
}

/** Not `event.process`, not `{ process: 1 }`, not a type: only the global itself, being used. */
function isUse(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed === true;
  if (parent.type === 'ObjectProperty') return parent.value === node && parent.shorthand !== true;
  if (parent.type === 'NewExpression' || parent.type === 'CallExpression') return true;
  return ['VariableDeclarator', 'AssignmentExpression'].includes(parent.type)
    ? (parent.init ?? parent.right) === node
    : false;
}

export function importedFrom({ source }: SyntaxNode): string {
  return isNode(source) && typeof source.value === 'string' ? source.value : '';
}

const functions = /^(FunctionDeclaration|\w*FunctionExpression|(Object|Class)(Private)?Method)$/;

function isFunction({ type }: SyntaxNode): boolean {
  return functions.test(type);
}

function isThis({ type, name }: SyntaxNode): boolean {
  return type === 'Identifier' && name === 'this';
}
