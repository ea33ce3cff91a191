import { assign, cancel, enqueueActions, raise, setup } from 'xstate';

/** Who asks for a place: the path of a process. First starts go before retries. */
export type GateRequest = { readonly path: string; readonly first: boolean };

type GateInput = { readonly width: number; readonly holdMs: number };
export type GateContext = GateInput & {
  readonly inside: readonly string[];
  readonly queue: readonly GateRequest[];
};
type GateEvent =
  | ({ readonly type: 'gate.request' } & GateRequest)
  | { readonly type: 'gate.release'; readonly path: string }
  | { readonly type: 'gate.held'; readonly path: string };

export type GateGranted = { readonly type: 'gate.granted'; readonly path: string };

/** First starts before retries, in each group by arrival. */
export const inOrder = (queue: readonly GateRequest[]): readonly GateRequest[] => [
  ...queue.filter((request) => request.first),
  ...queue.filter((request) => !request.first),
];

const isKnown = ({ inside, queue }: GateContext, path: string): boolean =>
  inside.includes(path) || queue.some((request) => request.path === path);

/**
 * Paces starts over the fleet and blocks nobody: a place is given back when its process is ready or
 * gone, or when it was held for `holdMs`.
 */
export const gateMachine = setup({
  types: {
    context: {} as GateContext,
    input: {} as GateInput,
    events: {} as GateEvent,
  },
  actions: {
    enqueue: assign({
      queue: ({ context, event }) =>
        event.type === 'gate.request' && !isKnown(context, event.path)
          ? inOrder([...context.queue, { path: event.path, first: event.first }])
          : context.queue,
    }),
    forget: assign(({ context, event }) => ({
      queue: context.queue.filter(({ path }) => path !== event.path),
      inside: context.inside.filter((path) => path !== event.path),
    })),
    dropHold: cancel(({ event }) => event.path),
    admit: enqueueActions(({ context, self, enqueue }) => {
      const free = Math.max(0, context.width - context.inside.length);
      const admitted = context.queue.slice(0, free).map(({ path }) => path);
      enqueue.assign({
        inside: [...context.inside, ...admitted],
        queue: context.queue.slice(free),
      });
      for (const path of admitted) {
        enqueue(raise({ type: 'gate.held', path }, { id: path, delay: context.holdMs }));
        if (self._parent) enqueue.sendTo(self._parent, { type: 'gate.granted', path });
      }
    }),
  },
}).createMachine({
  id: 'gate',
  context: ({ input }) => ({ ...input, inside: [], queue: [] }),
  on: {
    'gate.request': { actions: ['enqueue', 'admit'] },
    'gate.release': { actions: ['dropHold', 'forget', 'admit'] },
    'gate.held': { actions: ['forget', 'admit'] },
  },
});
