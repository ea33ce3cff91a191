import { type Chart, readStates } from './chart-states.ts';
import { readLiteral } from './literal.ts';
import {
  calledName,
  isNode,
  lineOf,
  nodesOf,
  parseTypeScript,
  type SyntaxNode,
  walk,
} from './syntax.ts';

export type { Chart, ChartState, ChartTransition } from './chart-states.ts';

/** `chart` is null when there is none, or when it cannot be read: then `problems` say why. */
export type ChartReading = { readonly chart: Chart | null; readonly problems: readonly string[] };

/** Only what a chart computes from data may be a function; guards, actions, delays have names. */
const functionKeys = new Set(['context', 'input', 'output']);

/** The chart in a file's source, as a visualizer reads it: without running it. */
export function readChart(source: string): ChartReading {
  const problems: string[] = [];
  const complain = (problem: string) => problems.push(problem);
  const [call, another] = machineCalls(source);
  if (call === undefined) return { chart: null, problems };
  if (another !== undefined) complain(`line ${lineOf(another)}: a second chart in one file`);
  const [argument] = nodesOf(call.arguments);
  if (argument?.type !== 'ObjectExpression') {
    complain(`line ${lineOf(call)}: createMachine takes ${argument?.type}, not an object literal`);
    return { chart: null, problems };
  }
  const literal = readLiteral(argument, { functionKeys, complain });
  if (problems.length > 0) return { chart: null, problems };
  const chart = readStates(literal, complain);
  return { chart: problems.length > 0 ? null : chart, problems };
}

function machineCalls(source: string): SyntaxNode[] {
  const calls: SyntaxNode[] = [];
  walk(parseTypeScript(source), (node) => {
    const isMethod = isNode(node.callee) && node.callee.type === 'MemberExpression';
    if (calledName(node) === 'createMachine' && isMethod) calls.push(node);
  });
  return calls;
}
