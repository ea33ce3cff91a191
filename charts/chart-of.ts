import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type {
  ChartModel,
  Json,
  Named,
  StateModel,
  TransitionKind,
  TransitionModel,
} from './model.ts';
import { triggerWords } from './words.ts';

/** The chart of a machine, read from its own definition. */
export function chartOf(machine: AnyStateMachine): ChartModel {
  return {
    id: machine.id,
    root: stateOf(machine.root),
    transitions: nodesIn(machine.root).flatMap(transitionsOf),
  };
}

/**
 * What a chart calls a transition that XState has told of (`_transitions` of an inspected
 * microstep): the same for every actor of a machine. Null for what is no transition of a chart,
 * such as the first one.
 */
export function transitionIdOf(definition: AnyTransitionDefinition): string | null {
  const index = siblingsOf(definition.source, definition.eventType).indexOf(definition);
  return index < 0 ? null : idOf(definition, index);
}

const childrenOf = (node: AnyStateNode) =>
  Object.values(node.states as Record<string, AnyStateNode>);

const nodesIn = (node: AnyStateNode): AnyStateNode[] => [
  node,
  ...childrenOf(node).flatMap(nodesIn),
];

const pathOf = (node: AnyStateNode): string => node.path.join('.');

function stateOf(node: AnyStateNode): StateModel {
  const initial = node.config.initial;
  return {
    path: pathOf(node),
    key: node.key,
    type: node.type,
    initial: typeof initial === 'string' ? pathOf(node.states[initial]!) : null,
    // its own lists hold what XState adds for delays as well
    entry: listOf(node.config.entry).map(namedOf),
    exit: listOf(node.config.exit).map(namedOf),
    invokes: node.invoke.map(({ id, src }) => ({ id, src: nameOf(src) })),
    states: childrenOf(node).map(stateOf),
    description: node.description ?? null,
  };
}

function transitionsOf(node: AnyStateNode): TransitionModel[] {
  return ['', ...node.transitions.keys()].flatMap((event) =>
    siblingsOf(node, event).map((definition, index) => ({
      id: idOf(definition, index),
      from: pathOf(node),
      to: (definition.target ?? []).map(pathOf),
      ...triggerOf(event),
      guard: definition.guard === undefined ? null : namedOf(definition.guard),
      actions: definition.actions.map(namedOf),
    })),
  );
}

/** Those of one state and one event, of which the first with a guard that holds is taken. */
function siblingsOf(node: AnyStateNode, event: string): readonly AnyTransitionDefinition[] {
  return (event === '' ? node.always : node.transitions.get(event)) ?? [];
}

function idOf({ source, eventType }: AnyTransitionDefinition, index: number): string {
  return `${pathOf(source)} ${triggerWords(triggerOf(eventType)) || 'always'} ${index}`.trim();
}

type Trigger = Pick<TransitionModel, 'event' | 'kind' | 'delay'>;

const kinds: readonly (readonly [start: string, kind: TransitionKind])[] = [
  ['xstate.after.', 'after'],
  ['xstate.done.', 'done'],
  ['xstate.error.', 'error'],
];

function triggerOf(event: string): Trigger {
  if (event === '') return { event, kind: 'always', delay: null };
  const [, kind = 'event'] = kinds.find(([start]) => event.startsWith(start)) ?? [];
  // xstate.after.<delay>.<id of the state>
  const delay = kind === 'after' ? event.split('.')[2]! : null;
  return { event, kind, delay };
}

/** Names are what a chart should hold; of an inline function there is only its own. */
function namedOf(value: unknown): Named {
  if (typeof value !== 'object' || value === null) return { type: nameOf(value), params: null };
  const { type, params } = value as { readonly type: unknown; readonly params?: unknown };
  const isData = params !== undefined && typeof params !== 'function';
  return { type: nameOf(type), params: isData ? (params as Json) : null };
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return (typeof value === 'function' && value.name) || 'inline';
}

const listOf = (value: unknown): readonly unknown[] => [value ?? []].flat();
