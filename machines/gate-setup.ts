import { assign, cancel, enqueueActions, raise, setup } from 'xstate';
import { guardPolicy } from './policy.ts';

/** Who asks for a place: the path of a process. First starts go before retries. */
export type GateRequest = { readonly path: string; readonly first: boolean };

export type GateFigures = { readonly width: number; readonly holdMs: number };
export type GateContext = GateFigures & {
  readonly inside: readonly string[];
  readonly queue: readonly GateRequest[];
  /** Let in once, and not ready or gone since. */
  readonly starting: readonly string[];
  readonly up: readonly string[];
  /** Were up and failed: a moment ago or, while the guard is on, since it is. */
  readonly fallen: readonly string[];
  /** The retry that was let in under the guard, while it holds its place. */
  readonly probe: string | null;
};
type GateEvent =
  | ({ readonly type: 'gate.request' } & GateRequest)
  /** It is wanted no more, or stopped as asked. */
  | { readonly type: 'gate.release'; readonly path: string }
  | { readonly type: 'gate.ready'; readonly path: string }
  /** It is gone, and will ask again. */
  | { readonly type: 'gate.failed'; readonly path: string }
  | ({ readonly type: 'gate.configure' } & GateFigures)
  | { readonly type: 'gate.held'; readonly path: string }
  | { readonly type: 'gate.forgotten'; readonly path: string };

export type GateGranted = { readonly type: 'gate.granted'; readonly path: string };

export const freshGate = (figures: GateFigures): GateContext => ({
  ...figures,
  inside: [],
  queue: [],
  starting: [],
  up: [],
  fallen: [],
  probe: null,
});

/** First starts before retries, in each group by arrival. */
export function queuedUp(queue: readonly GateRequest[], request: GateRequest) {
  if (!request.first || queue.at(-1)?.first !== false) return [...queue, request];
  return queue.toSpliced(
    queue.findIndex(({ first }) => !first),
    0,
    request,
  );
}

/** So many of those that were up failed in the same moment that they have one cause. */
export const isCommonCause = (fallen: number, stillUp: number): boolean =>
  fallen >= Math.max(guardPolicy.atLeast, (fallen + stillUp) * guardPolicy.share);

/** Once, whoever asks twice; a retry that asks again as a first start becomes one. */
function queuedIn({ inside, queue }: GateContext, { path, first }: GateRequest) {
  const waiting = queue.find((request) => request.path === path);
  if (inside.includes(path) || (waiting && (waiting.first || !first))) return queue;
  const others = waiting ? queue.filter((request) => request !== waiting) : queue;
  return queuedUp(others, { path, first });
}

const isFree = ({ queue, inside, width }: GateContext): boolean =>
  queue.length > 0 && inside.length < width;

/** Most lists do not have it: they stay as they are. */
function without(paths: readonly string[], path: string): readonly string[] {
  const index = paths.indexOf(path);
  return index < 0 ? paths : paths.toSpliced(index, 1);
}

const isKnown = ({ queue, starting, up, fallen }: GateContext, path: string): boolean =>
  [starting, up, fallen].some((paths) => paths.includes(path)) ||
  queue.some((request) => request.path === path);

const fallId = (path: string): string => `fall ${path}`;

/** The places after `path` has left its own. */
const vacate = ({ inside, probe }: GateContext, path: string) => ({
  inside: without(inside, path),
  probe: probe === path ? null : probe,
});

export const gateSetup = setup({
  types: {
    context: {} as GateContext,
    input: {} as GateFigures,
    events: {} as GateEvent,
  },
  guards: {
    hasRoom: ({ context }) => isFree(context),
    mayTry: ({ context }) => isFree(context) && (context.queue[0]!.first || context.probe === null),
    manyFell: ({ context: { fallen, up } }) => isCommonCause(fallen.length, up.length),
    nobodyFallen: ({ context }) => context.fallen.length === 0,
    // processes that are not paced tell what they do as well
    isKnown: ({ context, event }) => 'path' in event && isKnown(context, event.path),
    wasLetIn: ({ context, event }) => 'path' in event && context.starting.includes(event.path),
    hadFallen: ({ context, event }) =>
      event.type === 'gate.ready' &&
      context.starting.includes(event.path) &&
      context.fallen.includes(event.path),
  },
  actions: {
    enqueue: assign(({ context, event }) =>
      event.type === 'gate.request' ? { queue: queuedIn(context, event) } : {},
    ),
    admit: enqueueActions(({ context, self, enqueue }) => {
      const { path } = context.queue[0]!;
      enqueue.assign({
        queue: context.queue.slice(1),
        inside: [...context.inside, path],
        starting: [...without(context.starting, path), path],
        up: without(context.up, path),
      });
      enqueue(raise({ type: 'gate.held', path }, { id: path, delay: context.holdMs }));
      if (self._parent) enqueue.sendTo(self._parent, { type: 'gate.granted', path });
    }),
    noteProbe: assign(({ context: { queue, probe } }) => ({
      probe: queue[0]!.first ? probe : queue[0]!.path,
    })),
    dropHold: cancel(({ event }) => ('path' in event ? event.path : '')),
    dropFall: cancel(({ event }) => ('path' in event ? fallId(event.path) : '')),
    leavePlace: assign(({ context, event }) =>
      'path' in event ? vacate(context, event.path) : {},
    ),
    forget: assign(({ context, event }) =>
      'path' in event
        ? {
            ...vacate(context, event.path),
            queue: context.queue.filter(({ path }) => path !== event.path),
            starting: without(context.starting, event.path),
            up: without(context.up, event.path),
            fallen: without(context.fallen, event.path),
          }
        : {},
    ),
    noteUp: assign(({ context, event }) =>
      event.type === 'gate.ready'
        ? {
            ...vacate(context, event.path),
            starting: without(context.starting, event.path),
            up: [...context.up, event.path],
            fallen: without(context.fallen, event.path),
          }
        : {},
    ),
    noteFailed: assign(({ context, event }) =>
      event.type === 'gate.failed'
        ? {
            ...vacate(context, event.path),
            starting: without(context.starting, event.path),
            up: without(context.up, event.path),
            fallen: context.up.includes(event.path)
              ? [...without(context.fallen, event.path), event.path]
              : context.fallen,
          }
        : {},
    ),
    armFall: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'gate.failed' || !context.up.includes(event.path)) return;
      const { path } = event;
      const options = { id: fallId(path), delay: guardPolicy.windowMs };
      enqueue(raise({ type: 'gate.forgotten', path }, options));
    }),
    forgetFall: assign(({ context, event }) =>
      'path' in event ? { fallen: without(context.fallen, event.path) } : {},
    ),
    dropFalls: enqueueActions(({ context, enqueue }) => {
      for (const path of context.fallen) enqueue.cancel(fallId(path));
    }),
    forgetFalls: assign({ fallen: [], probe: null }),
    // the places that there are no more were only for pacing: their processes have long started
    resize: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'gate.configure') return;
      const { width, holdMs } = event;
      const inside = context.inside.slice(0, width);
      const probe = inside.find((path) => path === context.probe) ?? null;
      enqueue.assign({ width, holdMs, inside, probe });
      for (const path of context.inside.slice(width)) enqueue.cancel(path);
    }),
  },
});
