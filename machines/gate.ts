import { freshGate, gateSetup } from './gate-setup.ts';

/**
 * Paces starts over the fleet and blocks nobody: a place is given back when its process is ready or
 * gone, or when it was held for `holdMs`. When many fail at once, retries go one at a time until
 * one of those that fell is up again. What is true in each state: docs/machines/gate.md.
 */
export const gateMachine = gateSetup.createMachine({
  id: 'gate',
  context: ({ input }) => freshGate(input),
  on: {
    'gate.request': { actions: 'enqueue' },
    'gate.release': { guard: 'isKnown', actions: ['dropHold', 'dropFall', 'forget'] },
    'gate.ready': { guard: 'wasLetIn', actions: ['dropHold', 'dropFall', 'noteUp'] },
    'gate.held': { actions: 'leavePlace' },
    'gate.configure': { actions: 'resize' },
  },
  initial: 'open',
  states: {
    open: {
      always: [
        { guard: 'manyFell', target: 'guarded' },
        { guard: 'hasRoom', actions: 'admit' },
      ],
      on: {
        'gate.failed': { actions: ['dropHold', 'armFall', 'noteFailed'] },
        'gate.forgotten': { actions: 'forgetFall' },
      },
    },
    guarded: {
      entry: 'dropFalls',
      exit: 'forgetFalls',
      always: [
        { guard: 'nobodyFallen', target: 'open' },
        { guard: 'mayTry', actions: ['noteProbe', 'admit'] },
      ],
      on: {
        'gate.failed': { actions: ['dropHold', 'noteFailed'] },
        'gate.ready': { guard: 'hadFallen', target: 'open', actions: ['dropHold', 'noteUp'] },
      },
    },
  },
});
