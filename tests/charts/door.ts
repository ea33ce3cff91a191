import { fromCallback, setup } from 'xstate';

/** A chart with one of everything. */
export const doorMachine = setup({
  types: { events: {} as { readonly type: `door.${string}` } },
  actors: { bell: fromCallback(() => {}) },
  guards: { isUnlocked: () => true, isAt: (_, _degrees: number) => true },
  actions: { ring: () => {}, tell: (_, _params: { at: number }) => {} },
  delays: { closesAfter: 1000 },
}).createMachine({
  id: 'door',
  invoke: { id: 'bell', src: 'bell', onDone: '.broken', onError: { actions: 'ring' } },
  on: { 'door.paint': { actions: 'ring' }, 'door.break': '.broken' },
  initial: 'closed',
  states: {
    closed: {
      description: 'nobody gets through',
      on: { 'door.open': [{ guard: 'isUnlocked', target: 'open.ajar' }, { actions: 'ring' }] },
    },
    open: {
      entry: ['ring', { type: 'tell', params: { at: 1 } }],
      exit: 'ring',
      after: { closesAfter: { target: 'closed', actions: 'ring' } },
      initial: 'wide',
      states: {
        wide: { on: { 'door.push': 'ajar', 'door.shake': { target: 'wide', reenter: true } } },
        ajar: { always: { guard: { type: 'isAt', params: 90 }, target: '#door.open' } },
      },
    },
    broken: { type: 'final' },
  },
});
