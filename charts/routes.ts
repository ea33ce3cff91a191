import { type ChartModel, statesIn, type TransitionModel } from './model.ts';

/**
 * The way of an arrow through the borders of states. The inside of every state is laid out by
 * itself, so an arrow that crosses borders is an edge on each side of them, joined by ports.
 */
export type Route = {
  readonly transition: TransitionModel;
  readonly to: string;
  readonly edges: readonly RouteEdge[];
  readonly ports: readonly RoutePort[];
};

export type RouteEdge = {
  readonly id: string;
  /** Paths of states, or ids of ports. */
  readonly from: string;
  readonly to: string;
  /** The one in the state around both ends: where the label stands. */
  readonly isOutermost: boolean;
};

/** On the border of the state `owner`, where an arrow leaves (`out`) or enters it. */
export type RoutePort = {
  readonly id: string;
  readonly owner: string;
  readonly end: 'out' | 'in';
  /** The arrow begins or ends at this very border, and goes no further in. */
  readonly isEnd: boolean;
  /** It leads to a state that is written further down. */
  readonly isForward: boolean;
};

/** One for each target of each transition, in the order of the chart. */
export function routesOf({ root, transitions }: ChartModel): Route[] {
  const states = statesIn(root);
  const rank = new Map(states.map(({ path }, index) => [path, index]));
  const compounds = new Set(states.filter((state) => state.states.length > 0).map((s) => s.path));
  return transitions.flatMap((transition) =>
    transition.to.map((to) => {
      const { left, entered } = bordersBetween(transition.from, to);
      const isForward = (rank.get(left.at(-1) ?? '') ?? 0) < (rank.get(entered[0] ?? '') ?? 0);
      const port = (owner: string, end: RoutePort['end']): RoutePort => ({
        id: `${transition.id} ${to} ${end} ${owner}`,
        owner,
        end,
        isEnd: owner === (end === 'out' ? transition.from : to),
        isForward,
      });
      const out = left.filter((path) => compounds.has(path)).map((path) => port(path, 'out'));
      const into = entered.filter((path) => compounds.has(path)).map((path) => port(path, 'in'));
      return {
        transition,
        to,
        ports: [...out, ...into],
        edges: edgesOf(transition, { to, out, into }),
      };
    }),
  );
}

type Ports = {
  readonly to: string;
  readonly out: readonly RoutePort[];
  readonly into: readonly RoutePort[];
};

function edgesOf({ id, from }: TransitionModel, { to, out, into }: Ports): RouteEdge[] {
  const owners = [...out, ...into].map(({ owner }) => owner);
  const leaving = [...(owners.includes(from) ? [] : [from]), ...out.map((port) => port.id)];
  const entering = [...into.map((port) => port.id), ...(owners.includes(to) ? [] : [to])];
  const stops = [...leaving, ...entering];
  const outermost = Math.min(Math.max(leaving.length - 1, 0), stops.length - 2);
  return stops.slice(1).map((stop, index) => ({
    id: `${id} ${to} ${index}`,
    from: stops[index]!,
    to: stop,
    isOutermost: index === outermost,
  }));
}

/**
 * The states that are left, from the inside; and those that are entered, from the outside. To or
 * from a state around the other end an arrow meets its border from within.
 */
function bordersBetween(from: string, to: string) {
  if (from === to) return { left: [], entered: [] };
  const [around, into] = [outwards(from), outwards(to)];
  return {
    left: around.filter((path) => path === to || !into.includes(path)),
    entered: into.filter((path) => path === from || !around.includes(path)).reverse(),
  };
}

/** A state and those around it: `a.b.c`, `a.b`, `a`. */
function outwards(path: string): string[] {
  const keys = path === '' ? [] : path.split('.');
  return keys.map((_, index) => keys.slice(0, keys.length - index).join('.'));
}
