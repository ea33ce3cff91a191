import type { AnyStateMachine, AnyStateNode } from 'xstate';

/**
 * The chart of a machine as a Mermaid state diagram: its states, and every transition that leads
 * somewhere.
 */
export function drawing(machine: AnyStateMachine): string {
  return ['stateDiagram-v2', ...statesIn(machine.root), ...arrowsFrom(machine.root)].join('\n');
}

/** `stopping.capture`; the root is the empty string. */
export const statePath = (node: AnyStateNode): string => node.path.join('.');

/** Every state of a machine, parents before children, without the root. */
export const allStates = (node: AnyStateNode): AnyStateNode[] =>
  Object.values(node.states as Record<string, AnyStateNode>).flatMap((state) => [
    state,
    ...allStates(state),
  ]);

const idOf = (node: AnyStateNode): string => node.path.join('_') || 'anywhere';

function statesIn(node: AnyStateNode, indent = '  '): string[] {
  const states = Object.values(node.states as Record<string, AnyStateNode>);
  const initial = states.find(({ key }) => key === node.config.initial);
  const lines = initial ? [`${indent}[*] --> ${idOf(initial)}`] : [];
  for (const state of states) {
    const name = `${indent}state "${state.key}" as ${idOf(state)}`;
    if (state.type === 'final') lines.push(name, `${indent}${idOf(state)} --> [*]`);
    else if (state.type === 'atomic') lines.push(name);
    else lines.push(`${name} {`, ...statesIn(state, `${indent}  `), `${indent}}`);
  }
  return lines;
}

function arrowsFrom(root: AnyStateNode): string[] {
  return [root, ...allStates(root)].flatMap((node) => {
    const transitions = [...(node.always ?? []), ...[...node.transitions.values()].flat()];
    const leading = transitions.filter(({ target }) => target);
    if (leading.length === 0) return [];
    const declared = node === root ? ['  state "in any state" as anywhere'] : [];
    return [...declared, ...leading.map((transition) => arrow(node, transition))];
  });
}

type Transition = AnyStateNode['always'] extends (infer Item)[] | undefined ? Item : never;

function arrow(node: AnyStateNode, { eventType, guard, target }: Transition): string {
  const event =
    eventType === '' ? '' : eventType.replace(/^xstate\.after\.([^.]+)\..*/, 'after $1');
  const label = [event, guardOf(guard)].filter((part) => part !== '').join(' ');
  return `  ${idOf(node)} --> ${target!.map(idOf).join()}${label === '' ? '' : ` : ${label}`}`;
}

function guardOf(guard: unknown): string {
  if (!guard) return '';
  if (typeof guard === 'string') return `[${guard}]`;
  const { type, params } = guard as { readonly type: string; readonly params?: unknown };
  return params === undefined ? `[${type}]` : `[${type} ${params}]`;
}
