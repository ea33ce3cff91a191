import { freshProcess, processSetup } from './process-setup.ts';

/**
 * One supervised process. Policy is data, the OS process is the child `run`, which lives exactly as
 * long as the state `alive`. What is true in each state: docs/machines/process.md.
 */
export const processMachine = processSetup.createMachine({
  id: 'process',
  context: ({ input }) => freshProcess(input),
  on: {
    'process.want': { actions: 'setWant' },
    'process.stop': { actions: 'dropWant' },
    'process.finish': { actions: 'endAfterThis' },
    'xstate.error.actor.*': '.broken',
  },
  initial: 'off',
  states: {
    off: {
      always: [
        { guard: 'owesBackOff', target: 'backingOff' },
        { guard: 'wanted', target: 'waiting', actions: 'renew' },
      ],
      on: {
        'process.stop': { actions: ['dropWant', 'answerIdle'] },
        'process.finish': { actions: ['dropWant', 'answerIdle'] },
      },
    },
    waiting: { always: [{ guard: 'gated', target: 'gated' }, { target: 'alive' }] },
    gated: {
      entry: ['askGate', { type: 'tell', params: 'gated' }],
      always: {
        guard: 'unwanted',
        target: 'off',
        actions: ['leaveGate', { type: 'tell', params: 'off' }, 'answerIdle'],
      },
      on: { 'gate.granted': 'alive', 'process.restart': { actions: ['forgive', 'askGate'] } },
    },
    alive: {
      entry: 'take',
      invoke: {
        id: 'run',
        src: 'run',
        input: ({ context }) => ({
          path: `${context.path}/run`,
          camera: context.camera,
          role: context.role,
          want: context.running!,
        }),
      },
      on: {
        'process.want': [
          { guard: 'sameRevision', actions: ['setWant', 'configureRun'] },
          { actions: 'setWant' },
        ],
        'process.spawned': { actions: 'notePid' },
        'process.acknowledged': { actions: 'noteAcknowledged' },
        'process.recording': { actions: 'noteRecording' },
        'process.kill': { actions: ['noteForced', 'kill'] },
        'process.exited': [
          { guard: 'unwanted', target: 'settled', actions: ['keepExit', 'leaveGate'] },
          { target: 'backingOff', actions: ['keepExit', 'fail', 'failAtGate'] },
        ],
      },
      initial: 'starting',
      states: {
        starting: {
          entry: { type: 'tell', params: 'starting' },
          always: { guard: 'stale', target: 'stopping' },
          on: {
            'process.spawned': { actions: ['notePid', { type: 'tell', params: 'starting' }] },
            'process.ready': { target: 'ready', actions: ['noteReady', 'readyAtGate'] },
            'process.restart': { guard: 'wanted', target: 'stopping' },
          },
          after: {
            readyWithin: { target: 'failing', actions: { type: 'blame', params: 'not-ready' } },
          },
        },
        ready: {
          entry: { type: 'tell', params: 'ready' },
          always: { guard: 'stale', target: 'stopping' },
          on: {
            'process.acknowledged': {
              actions: ['noteAcknowledged', { type: 'tell', params: 'ready' }],
            },
            'process.recording': { actions: ['noteRecording', { type: 'tell', params: 'ready' }] },
            'process.restart': { guard: 'wanted', target: 'stopping' },
            'process.hung': { target: 'failing', actions: { type: 'blame', params: 'hung' } },
            'process.stale': { target: 'failing', actions: { type: 'blame', params: 'stale' } },
          },
          after: { healthyAfter: { actions: 'forgive' } },
        },
        failing: {
          entry: [{ type: 'tell', params: 'stopping' }, 'terminate'],
          after: { stopWithin: { actions: ['noteForced', 'kill'] } },
          on: { 'process.restart': { guard: 'wanted', target: 'stopping' } },
        },
        stopping: {
          entry: [
            { type: 'blame', params: 'asked' },
            { type: 'tell', params: 'stopping' },
            'terminate',
          ],
          after: { stopWithin: { actions: ['noteForced', 'kill'] } },
          on: {
            'process.exited': { target: '#process.settled', actions: ['keepExit', 'leaveGate'] },
          },
        },
      },
    },
    settled: {
      entry: { type: 'tell', params: 'off' },
      always: [
        { guard: 'wanted', target: 'waiting' },
        { target: 'off', actions: 'answer' },
      ],
    },
    backingOff: {
      entry: { type: 'tell', params: 'backingOff' },
      always: {
        guard: 'unwanted',
        target: 'off',
        actions: ['leaveGate', { type: 'tell', params: 'off' }, 'answerIdle'],
      },
      on: {
        'process.want': [
          { guard: 'revised', target: 'waiting', actions: ['setWant', 'forgive'] },
          { actions: 'setWant' },
        ],
        'process.restart': { target: 'waiting', actions: 'forgive' },
      },
      after: { backOff: 'waiting' },
    },
    broken: { type: 'final', entry: ['leaveGate', 'reportBroken'] },
  },
});
