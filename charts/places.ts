import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { anywhereId, boxPadding, caption, dotId, label, labelPadding } from './elk-graph.ts';
import type { Arrow, Box, Label, LaidOutChart, Point, Rectangle } from './laid-out.ts';
import { type ChartModel, type StateModel, statesIn } from './model.ts';
import { placed } from './paragraph.ts';
import { type Route, routesOf } from './routes.ts';

/** What ELK has placed, in our own terms. */
export function placesIn(graph: ElkNode, model: ChartModel): LaidOutChart {
  const nodes = new Map(nodesIn(graph).map((node) => [node.id, node]));
  const edges = new Map((graph.edges ?? []).map((edge) => [edge.id, edge]));
  const states = [model.root, ...statesIn(model.root)];
  return {
    id: model.id,
    width: Math.ceil(graph.width ?? 0),
    height: Math.ceil(graph.height ?? 0),
    boxes: states.flatMap((state) => [...boxOf(state, { nodes, model }), ...dotIn(state, nodes)]),
    arrows: [
      ...states.flatMap((state) => startIn(state, edges)),
      ...routesOf(model).map((route) => arrowOf(route, edges)),
    ],
  };
}

type Nodes = ReadonlyMap<string, ElkNode>;
type Edges = ReadonlyMap<string, ElkExtendedEdge>;

const nodesIn = (node: ElkNode): ElkNode[] =>
  (node.children ?? []).flatMap((child) => [child, ...nodesIn(child)]);

const depthOf = (path: string): number => path.split('.').length - 1;

type Found = { readonly nodes: Nodes; readonly model: ChartModel };

function boxOf(state: StateModel, { nodes, model }: Found): Box[] {
  const { path, type } = state;
  const node = nodes.get(path || anywhereId);
  if (!node) return [];
  const at = rectangle(node);
  const corner = { x: at.x + boxPadding.x, y: at.y + boxPadding.y };
  const lines = placed(caption(state, model), corner);
  return [{ ...at, kind: path === '' ? 'anywhere' : type, path, depth: depthOf(path), lines }];
}

/** Its path is that of the state it stands in. */
function dotIn({ path }: StateModel, nodes: Nodes): Box[] {
  const node = nodes.get(dotId(path));
  const depth = path === '' ? 0 : depthOf(path) + 1;
  return node ? [{ ...rectangle(node), kind: 'initial', path, depth, lines: [] }] : [];
}

function startIn({ path, initial }: StateModel, edges: Edges): Arrow[] {
  const edge = edges.get(dotId(path));
  if (!edge || initial === null) return [];
  const points = straightened(pointsOf(edge));
  return [{ transition: null, kind: 'initial', from: path, to: initial, points, label: null }];
}

function arrowOf({ transition, to, edges: parts }: Route, edges: Edges): Arrow {
  const { id, kind, from } = transition;
  const found = parts.map((part) => edges.get(part.id)!);
  const points = straightened(found.flatMap(pointsOf));
  const [box] = found.flatMap(({ labels = [] }) => labels).map(rectangle);
  return { transition: id, kind, from, to, points, label: box ? labelAt(box, transition) : null };
}

function labelAt(box: Rectangle, transition: Route['transition']): Label {
  const corner = { x: box.x + labelPadding.x, y: box.y + labelPadding.y };
  return { ...box, lines: placed(label(transition), corner) };
}

function pointsOf({ sections = [] }: ElkExtendedEdge): Point[] {
  return sections
    .flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint])
    .map(({ x, y }) => ({ x: tenth(x), y: tenth(y) }));
}

/** Without those between two others on one line: ports, for example. */
function straightened(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before || !after) return true;
    const isLevel = before.y === point.y && point.y === after.y;
    return !isLevel && !(before.x === point.x && point.x === after.x);
  });
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

function rectangle({ x = 0, y = 0, width = 0, height = 0 }: Partial<Rectangle>): Rectangle {
  return { x: tenth(x), y: tenth(y), width: tenth(width), height: tenth(height) };
}
