import { dirname, join } from 'node:path/posix';
import { lineOf, type SyntaxNode, walk } from '../support/syntax.ts';
import type { Complaint, ScriptFile } from './files.ts';
import { importedFrom } from './syntax-rules.ts';

/** From the outside to the inside: a layer knows those after it, never those before it. */
const layers = [
  'bin',
  'index',
  'inspector',
  'replay',
  'keeper',
  'charts',
  'machines',
  'actors',
  'bus',
  'native',
  'config',
];
const outsiders = ['tests', 'bench']; // know everything, and nobody knows them

/** Imports point one way. */
export function* checkImports({ path, syntax }: ScriptFile): Iterable<Complaint> {
  const complaints: Complaint[] = [];
  walk(syntax, (node) => {
    const target = relativeTarget(path, node);
    if (target === null) return;
    const what = wrongWay(layerOf(path), layerOf(target));
    if (what !== null) complaints.push(`${path}:${lineOf(node)}: ${what}`);
  });
  yield* complaints;
}

/** The path in the repository that an import, export or `import()` names; null for packages. */
function relativeTarget(path: string, node: SyntaxNode): string | null {
  const names = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'];
  const dynamic = node.type === 'ImportExpression' || node.type === 'TSImportType';
  if (!names.includes(node.type) && !dynamic) return null;
  const specifier = importedFrom(node);
  return specifier.startsWith('.') ? join(dirname(path), specifier) : null;
}

function layerOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '');
}

function wrongWay(from: string, to: string): string | null {
  if (from === to || outsiders.includes(from)) return null;
  if (!layers.includes(from)) return `${from} is no layer: say where it belongs`;
  if (outsiders.includes(to)) return `${from} imports ${to}`;
  if (!layers.includes(to)) return `${to} is no layer: say where it belongs`;
  return layers.indexOf(to) < layers.indexOf(from) ? `${from} imports ${to}` : null;
}
