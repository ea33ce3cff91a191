import { freshKeeper, outputOfKeeper } from './keeper-context.ts';
import { keeperSetup } from './keeper-setup.ts';

/**
 * The root: turns whole configurations into cameras, contains what breaks, and stops everything in
 * order. What is true in each state: docs/machines/keeper.md.
 */
export const keeperMachine = keeperSetup.createMachine({
  id: 'keeper',
  context: ({ input }) => freshKeeper(input),
  output: ({ context }) => outputOfKeeper(context),
  invoke: [
    { id: 'reaper', src: 'reaper', input: { path: 'reaper' } },
    { id: 'gate', src: 'gate', systemId: 'gate', input: ({ context }) => context.gate },
    { id: 'fleet', src: 'fleet' },
  ],
  on: {
    'gate.granted': { guard: 'placeIsAlive', actions: 'passGrant' },
    'reaper.cleared': { actions: 'revive' },
    'camera.ended': [{ guard: 'leftTrouble', actions: 'contain' }, { actions: 'collect' }],
    'camera.broke': { actions: 'contain' },
    'xstate.error.actor.config': { actions: 'noteDeaf' },
    'xstate.error.actor.*': { target: '.draining', actions: 'noteFatal' },
    'keeper.stop': { target: '.draining', actions: 'noteStop' },
  },
  initial: 'booting',
  states: {
    booting: {
      entry: 'sweep',
      on: { 'reaper.swept': 'running' },
      after: { sweepWithin: 'running' },
    },
    running: {
      on: {
        'keeper.restart': [
          { guard: 'cameraIsAlive', actions: 'restart' },
          { guard: 'cameraIsClearing', actions: 'forgive' },
        ],
      },
      initial: 'listening',
      states: {
        listening: {
          invoke: { id: 'config', src: 'config' },
          on: {
            'config.changed': [
              { guard: 'hasNewPace', actions: ['notePace', 'pace', 'reconcile'] },
              { actions: 'reconcile' },
            ],
            'config.rejected': { actions: 'noteRejected' },
            'xstate.error.actor.config': { target: 'deaf', actions: 'noteDeaf' },
          },
        },
        deaf: { after: { configRetry: 'listening' } },
      },
    },
    draining: {
      entry: ['dismissAll', 'hurryAll'],
      on: { 'keeper.stop': { guard: 'sooner', actions: ['noteStop', 'hurryAll'] } },
      initial: 'leaving',
      states: {
        leaving: {
          always: { guard: 'empty', target: 'reaping' },
          on: { 'deadline.keeper': 'reaping' },
        },
        reaping: {
          entry: 'killAll',
          on: { 'reaper.emptied': { target: '#keeper.stopped', actions: 'noteReaped' } },
          after: { reapWithin: '#keeper.stopped' },
        },
      },
    },
    stopped: { type: 'final' },
  },
});
