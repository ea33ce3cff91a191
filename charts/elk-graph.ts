import type {
  ElkExtendedEdge,
  ElkLabel,
  ElkNode,
  ElkPort,
  LayoutOptions,
} from 'elkjs/lib/elk-api.js';
import { captionOf, labelOf } from './captions.ts';
import type { ChartModel, StateModel, TransitionModel } from './model.ts';
import { type Paragraph, paragraph } from './paragraph.ts';
import { type Route, type RoutePort, routesOf } from './routes.ts';

/** A state's node has its path as id. */
export const anywhereId = '(anywhere)';
export const dotId = (path: string): string => `(dot) ${path}`;

/** Room between a border and the text in it, px. */
export const boxPadding = { x: 10, y: 7 };
export const labelPadding = { x: 6, y: 2 };
const boxWidthMax = 200;
const groupWidthMax = 320;
const labelWidthMax = 150;
const dotSize = 10;
const groupPadding = 14;

/**
 * What ELK is asked to place: states below one another, and those in a state beside one another, so
 * that the whole is about as wide as it is high.
 */
export function elkGraph(model: ChartModel, options: LayoutOptions): ElkNode {
  const routes = routesOf(model);
  const draft = { model, options, ports: routes.flatMap(({ ports }) => ports) };
  return {
    id: '(chart)',
    layoutOptions: { ...options, 'elk.direction': 'DOWN' },
    children: [...anywhere(model), ...childrenOf(model.root, draft)],
    edges: [...startsIn(model.root), ...routes.flatMap(edgesOf)],
  };
}

export function caption(state: StateModel, model: ChartModel): Paragraph {
  const isGroup = state.path !== '' && state.states.length > 0;
  return paragraph(captionOf(state, model), isGroup ? groupWidthMax : boxWidthMax);
}

export const label = (transition: TransitionModel): Paragraph =>
  paragraph([{ words: labelOf(transition), transition: null }], labelWidthMax);

type Draft = {
  readonly model: ChartModel;
  readonly options: LayoutOptions;
  readonly ports: readonly RoutePort[];
};

/** The root is no box around everything, but one beside the states: what holds in all of them. */
function anywhere(model: ChartModel): ElkNode[] {
  const { root, transitions } = model;
  const isNeeded = transitions.some(({ from }) => from === '') || root.invokes.length > 0;
  return isNeeded ? [{ id: anywhereId, ...sizeOf(caption(root, model)) }] : [];
}

function childrenOf(state: StateModel, draft: Draft): ElkNode[] {
  const children = state.states.map((child) => nodeOf(child, draft));
  if (state.initial === null) return children;
  return [{ id: dotId(state.path), width: dotSize, height: dotSize }, ...children];
}

function nodeOf(state: StateModel, draft: Draft): ElkNode {
  const { width, height } = sizeOf(caption(state, draft.model));
  if (state.states.length === 0) return { id: state.path, width, height };
  const sides = `left=${groupPadding},bottom=${groupPadding},right=${groupPadding}`;
  return {
    id: state.path,
    children: childrenOf(state, draft),
    ports: draft.ports.filter(({ owner }) => owner === state.path).map(portOf),
    layoutOptions: {
      ...draft.options,
      'elk.direction': 'RIGHT',
      'elk.portConstraints': 'FIXED_SIDE',
      'elk.padding': `[top=${height + boxPadding.y},${sides}]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${width},${height})`,
    },
  };
}

const sizeOf = ({ width, height }: Paragraph) => ({
  width: width + 2 * boxPadding.x,
  height: height + 2 * boxPadding.y,
});

/**
 * An arrow that goes on inside leaves and enters with the flow there: to another side it would be
 * led across labels. One that ends at the border faces the state that it comes from.
 */
function portOf({ id, end, isEnd, isForward }: RoutePort): ElkPort {
  const isAhead = isForward === (end === 'out');
  const ending = isAhead ? 'SOUTH' : 'NORTH';
  const passing = end === 'out' ? 'EAST' : 'WEST';
  const side = isEnd ? ending : passing;
  return { id, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } };
}

/** From the dots to the states that are started in, at every depth. */
function startsIn({ path, initial, states }: StateModel): ElkExtendedEdge[] {
  const own =
    initial === null ? [] : [{ id: dotId(path), sources: [dotId(path)], targets: [initial] }];
  return [...own, ...states.flatMap(startsIn)];
}

const edgesOf = ({ transition, edges }: Route): ElkExtendedEdge[] =>
  edges.map(({ id, from, to, isOutermost }) => ({
    id,
    sources: [from || anywhereId],
    targets: [to],
    labels: isOutermost ? labelsOf(transition) : [],
  }));

function labelsOf(transition: TransitionModel): ElkLabel[] {
  const { width, height } = label(transition);
  if (height === 0) return [];
  const size = { width: width + 2 * labelPadding.x, height: height + 2 * labelPadding.y };
  // ELK leaves labels without a text where they are
  return [{ text: transition.id, ...size, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }];
}
