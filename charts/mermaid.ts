import { type ChartModel, type StateModel, statesIn, type TransitionModel } from './model.ts';
import { anywhereWords, guardWords, triggerWords } from './words.ts';

/**
 * The chart as a Mermaid state diagram: its states, and every transition that leads somewhere.
 * Without actions: Mermaid writes long labels across each other.
 */
export function mermaid({ root, transitions }: ChartModel): string {
  const leading = transitions.filter(({ to }) => to.length > 0);
  const rooted = leading.some(({ from }) => from === '');
  return [
    'stateDiagram-v2',
    ...statesOf(root, '  '),
    ...(rooted ? [`  state "${anywhereWords}" as ${idOf('')}`] : []),
    ...leading.map(arrow),
  ].join('\n');
}

const idOf = (path: string): string => path.replaceAll('.', '_') || 'anywhere';

function statesOf({ initial, states }: StateModel, indent: string): string[] {
  const start = initial === null ? [] : [`${indent}[*] --> ${idOf(initial)}`];
  return [...start, ...states.flatMap((state) => declared(state, indent))];
}

function declared(state: StateModel, indent: string): string[] {
  const name = `${indent}state "${state.key}" as ${idOf(state.path)}`;
  if (state.type === 'final') return [name, `${indent}${idOf(state.path)} --> [*]`];
  if (statesIn(state).length === 0) return [name];
  return [`${name} {`, ...statesOf(state, `${indent}  `), `${indent}}`];
}

function arrow(transition: TransitionModel): string {
  const { from, to, guard } = transition;
  const label = [triggerWords(transition), guardWords(guard)].filter((part) => part !== '');
  const end = label.length === 0 ? '' : ` : ${label.join(' ')}`;
  return `  ${idOf(from)} --> ${to.map(idOf).join()}${end}`;
}
