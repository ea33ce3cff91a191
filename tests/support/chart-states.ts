import type { Literal, LiteralObject } from './literal.ts';

export type Chart = {
  readonly id: string;
  readonly states: readonly ChartState[]; // parents before children; the root has the path ''
  readonly transitions: readonly ChartTransition[];
};
export type ChartState = {
  readonly path: string; // running.healthy
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly initial: string | null;
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly invokes: readonly string[];
  readonly description: string | null;
};
export type ChartTransition = {
  readonly from: string;
  readonly event: string; // camera.configure, always, after stopWithin, done capture
  readonly guard: string | null;
  readonly targets: readonly string[]; // paths; none for a transition that stays
  readonly actions: readonly string[];
};

type Complain = (problem: string) => void;

/** The chart that a machine's literal describes. Complains of targets that do not exist. */
export function readStates(literal: Literal, complain: Complain): Chart {
  const root = asObject(literal);
  const nodes = collect(root, '');
  const byId = new Map(nodes.map(([path, node]) => [asString(node.id) ?? path, path]));
  const id = asString(root.id) ?? '(machine)';
  byId.set(id, '');
  const paths = new Set(nodes.map(([path]) => path));
  const resolve = (from: string, target: string) => {
    const path = resolveTarget(byId, from, target);
    if (path === null || !paths.has(path)) complain(`${from || id}: no state ${target}`);
    return path ?? target;
  };
  return {
    id,
    states: nodes.map(([path, node]) => describeState(path, node)),
    transitions: nodes.flatMap(([path, node]) => transitionsOf(path, node, resolve)),
  };
}

function collect(node: LiteralObject, path: string): [string, LiteralObject][] {
  const children = Object.entries(asObject(node.states ?? {}));
  const inner = children.flatMap(([key, child]) => collect(asObject(child), join(path, key)));
  return [[path, node], ...inner];
}

/** XState's rules: `#id.child`, `.child` of this state, else a sibling or what is inside one. */
function resolveTarget(byId: Map<string, string>, from: string, target: string): string | null {
  if (target.startsWith('.')) return join(from, target.slice(1));
  if (!target.startsWith('#')) return join(parentOf(from), target);
  const [id, ...inner] = target.slice(1).split('.');
  const path = byId.get(id!);
  return path === undefined ? null : inner.reduce(join, path);
}

function describeState(path: string, node: LiteralObject): ChartState {
  const type = asString(node.type) ?? (node.states === undefined ? 'atomic' : 'compound');
  return {
    path,
    type: type as ChartState['type'],
    initial: asString(node.initial),
    entry: namesOf(node.entry),
    exit: namesOf(node.exit),
    invokes: asArray(node.invoke).map((invoke) => asString(asObject(invoke).src) ?? '?'),
    description: asString(node.description),
  };
}

type Resolve = (from: string, target: string) => string;

function transitionsOf(from: string, node: LiteralObject, resolve: Resolve): ChartTransition[] {
  const one =
    (event: string) =>
    (transition: Literal): ChartTransition => {
      const { target, guard, actions } =
        typeof transition === 'string' ? { target: transition } : asObject(transition);
      return {
        from,
        event,
        guard: namesOf(guard)[0] ?? null,
        targets: asArray(target).map((name) => resolve(from, String(name))),
        actions: namesOf(actions),
      };
    };
  return triggersOf(node).flatMap(([event, transitions]) => asArray(transitions).map(one(event)));
}

/** What may make a state change, with its transitions, in the order in which it is written. */
function triggersOf(node: LiteralObject): [string, Literal | undefined][] {
  const after = Object.entries(asObject(node.after ?? {}));
  const invokes = asArray(node.invoke).map(asObject);
  return [
    ...Object.entries(asObject(node.on ?? {})),
    ...after.map(([delay, value]): [string, Literal] => [`after ${delay}`, value]),
    ['always', node.always],
    ['done', node.onDone],
    ...invokes.flatMap(
      ({ id, src, onDone, onError, onSnapshot }): [string, Literal | undefined][] => [
        [`done ${id ?? src}`, onDone],
        [`error ${id ?? src}`, onError],
        [`snapshot ${id ?? src}`, onSnapshot],
      ],
    ),
  ];
}

/** Guards and actions are written `'name'` or `{ type: 'name', params }`. */
function namesOf(value: Literal | undefined): string[] {
  return asArray(value).map((one) => asString(one) ?? asString(asObject(one).type) ?? '?');
}

function asArray(value: Literal | undefined): Literal[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function asObject(value: Literal): LiteralObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function asString(value: Literal | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
