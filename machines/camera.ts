import { freshCamera, outputOf, processInput } from './camera-context.ts';
import { cameraSetup } from './camera-setup.ts';

/**
 * One camera. Desired state is written by `camera.configure` in every state; the states chase it.
 * What is true in each of them: docs/machines/camera.md.
 */
export const cameraMachine = cameraSetup.createMachine({
  id: 'camera',
  context: ({ input }) => freshCamera(input),
  output: ({ context }) => outputOf(context),
  invoke: [
    {
      id: 'memory',
      src: 'memory',
      input: ({ context }) => ({ path: `${context.path}/memory`, camera: context.name }),
    },
    { id: 'capture', src: 'capture', input: ({ context }) => processInput(context, 'capture') },
    { id: 'tracker', src: 'tracker', input: ({ context }) => processInput(context, 'tracker') },
    { id: 'recorder', src: 'recorder', input: ({ context }) => processInput(context, 'recorder') },
  ],
  on: {
    'camera.configure': { actions: ['tellWanted', 'desire'] },
    'camera.restart': { actions: 'restart' },
    'camera.hurry': { actions: 'noteHurry' },
    'process.changed': { actions: 'note' },
    'memory.answered': { actions: 'noteAnswer' },
    'gate.granted': { actions: 'grant' },
    'process.broken': '.broken',
    'xstate.error.actor.*': '.broken',
  },
  initial: 'disabled',
  states: {
    disabled: {
      always: [
        { guard: 'leaving', target: 'removed' },
        { guard: 'wanted', target: 'starting' },
      ],
      initial: 'byConfig',
      states: {
        byConfig: {
          always: [
            { guard: 'faulted', target: 'faulted' },
            { guard: 'byRequest', target: 'byRequest' },
          ],
        },
        byRequest: {
          always: [
            { guard: 'faulted', target: 'faulted' },
            { guard: 'byConfig', target: 'byConfig' },
          ],
        },
        faulted: {
          always: [
            { guard: 'byConfig', target: 'byConfig' },
            { guard: 'byRequest', target: 'byRequest' },
          ],
          on: {
            'camera.restart': { actions: 'forgive' },
            'memory.room': { actions: 'forgive' },
          },
        },
      },
    },
    starting: {
      initial: 'allocating',
      states: {
        allocating: {
          entry: ['rememberAsked', 'allocate'],
          on: {
            'memory.allocated': { target: 'connecting', actions: 'keepRegion' },
            'memory.refused': { target: '#camera.disabled', actions: 'refuse' },
          },
          after: { answerWithin: { target: '#camera.broken', actions: 'noteSilence' } },
        },
        connecting: {
          always: [
            { guard: 'mustEmpty', target: '#camera.stopping' },
            { guard: 'behind', actions: ['ask', 'stay', 'apply'] },
            { guard: { type: 'captureIs', params: 'ready' }, target: '#camera.running' },
            { guard: { type: 'captureIs', params: 'gated' }, target: 'gated' },
            { guard: { type: 'captureIs', params: 'backingOff' }, target: 'backingOff' },
          ],
        },
        gated: {
          always: [
            { guard: 'mustEmpty', target: '#camera.stopping' },
            { guard: 'behind', actions: ['ask', 'stay', 'apply'] },
            { guard: { type: 'captureIsNot', params: 'gated' }, target: 'connecting' },
          ],
        },
        backingOff: {
          always: [
            { guard: 'mustEmpty', target: '#camera.stopping' },
            { guard: 'behind', actions: ['ask', 'stay', 'apply'] },
            { guard: { type: 'captureIsNot', params: 'backingOff' }, target: 'connecting' },
          ],
        },
      },
    },
    running: {
      always: [
        { guard: 'mustEmpty', target: 'stopping' },
        { guard: 'behind', actions: ['ask', 'stay', 'apply'] },
        { guard: { type: 'captureIsNot', params: 'ready' }, target: 'starting.connecting' },
      ],
      initial: 'degraded',
      states: {
        healthy: { always: { guard: 'notAllUp', target: 'degraded' } },
        degraded: { always: { guard: 'allUp', target: 'healthy' } },
      },
    },
    stopping: {
      entry: ['beginResult', 'arm', 'finishTracker', 'stopRecorder'],
      exit: 'disarm',
      on: {
        'camera.hurry': { actions: ['noteHurry', 'disarm', 'arm'] },
        'process.stopped': { guard: 'fromAnother', actions: ['keepForced', 'noteDone'] },
        'deadline.capture': { actions: 'killCapture' },
        'deadline.late': { actions: 'stopTracker' },
        'deadline.tracker': { actions: ['killTracker', 'killRecorder'] },
        'deadline.giveUp': { actions: 'noteOverdue' },
      },
      always: { guard: 'givenUp', target: 'removed', actions: 'keepAbandoned' },
      initial: 'capture',
      states: {
        capture: {
          entry: 'stopCapture',
          on: {
            'process.stopped': { guard: 'fromCapture', target: 'tracker', actions: 'keepForced' },
          },
        },
        tracker: { entry: 'closeQueue', always: { guard: 'othersDone', target: 'queue' } },
        queue: {
          entry: 'drainQueue',
          on: { 'queue.drained': { target: 'memory', actions: 'keepDrained' } },
          after: { answerWithin: { target: '#camera.broken', actions: 'noteSilence' } },
        },
        memory: {
          entry: 'freeMemory',
          exit: 'forget',
          on: { 'memory.freed': '#camera.disabled' },
          after: { answerWithin: { target: '#camera.broken', actions: 'noteSilence' } },
        },
      },
    },
    removed: { type: 'final' },
    broken: { type: 'final', entry: 'noteBroken' },
  },
});
