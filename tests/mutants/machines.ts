import type { Mutant } from './mutant.ts';

const chaos = ['machines/chaos'];

/** Of the charts: what keeps last wishes, orderly stops and containment true. */
export const machineMutants: readonly Mutant[] = [
  {
    name: 'memory freed while the tracker reads',
    file: 'machines/camera.ts',
    find: "always: { guard: 'othersDone', target: 'queue' }",
    replace: "always: { target: 'queue' }",
    tests: chaos,
  },
  {
    name: 'queue closed before capture has exited',
    file: 'machines/camera.ts',
    find: "entry: ['beginResult', 'arm', 'finishTracker', 'stopRecorder']",
    replace: "entry: ['beginResult', 'arm', 'closeQueue', 'finishTracker', 'stopRecorder']",
    tests: chaos,
  },
  {
    name: 'queue never closed',
    file: 'machines/camera.ts',
    find: "tracker: { entry: 'closeQueue', always",
    replace: 'tracker: { always',
    tests: chaos,
  },
  {
    name: 'a camera does not hear that its memory broke',
    file: 'machines/camera.ts',
    find: "    'xstate.error.actor.*': '.broken',\n",
    replace: '',
    tests: ['machines/scripts/breakage', 'machines/scripts/containment', 'machines/totality'],
  },
  {
    name: 'the keeper does not hear that a camera broke',
    file: 'machines/keeper.ts',
    find: "'camera.broke': { actions: 'contain' },",
    replace: "'camera.broke': {},",
    tests: ['machines/scripts/containment', ...chaos],
  },
  {
    name: 'a run is left before its exit',
    file: 'machines/process.ts',
    find: "readyWithin: { target: 'failing'",
    replace: "readyWithin: { target: '#process.backingOff'",
    tests: chaos,
  },
  {
    name: 'a stop that is ignored does not become a kill',
    file: 'machines/process.ts',
    find: `            'terminate',
          ],
          after: { stopWithin: { actions: ['noteForced', 'kill'] } },`,
    replace: `            'terminate',
          ],`,
    tests: chaos,
  },
  {
    name: 'the deadline of before rings, too',
    file: 'machines/camera-setup.ts',
    find: 'enqueue(cancel(type));\n        enqueue(raise',
    replace: 'enqueue(raise',
    tests: ['machines/hurry'],
  },
  {
    name: 'a wish during the stop is lost',
    file: 'machines/camera-setup.ts',
    find: 'return { desired, fault, change, applied: appliedIn({ ...context, desired }) };',
    replace: `const stopping = context.desired.config === null && context.region !== null;
      const { applied } = context;
      return { desired: stopping ? context.desired : desired, fault, change, applied };`,
    tests: ['machines/scripts/life', ...chaos],
  },
  {
    name: 'a camera that left is still in the list',
    file: 'machines/keeper.ts',
    find: "{ guard: 'leftTrouble', actions: 'contain' }, { actions: 'collect' }",
    replace: "{ guard: 'leftTrouble', actions: 'contain' }",
    tests: ['machines/neighbours', ...chaos],
  },
  {
    name: 'orphans restart what the reaper kills',
    file: 'machines/fleet.ts',
    find: "orphan.send({ type: 'process.stop' });",
    replace: 'void orphan;',
    tests: chaos,
  },
  {
    name: 'a place at the gate is held for ever',
    file: 'machines/gate.ts',
    find: "'gate.held': { actions: 'leavePlace' }",
    replace: "'gate.held': {}",
    tests: chaos,
  },
  {
    name: 'the guard lets every retry through',
    file: 'machines/gate-setup.ts',
    find: '(context.queue[0]!.first || context.probe === null)',
    replace: 'true',
    tests: ['machines/guard'],
  },
  {
    name: 'the guard never ends',
    file: 'machines/gate.ts',
    find: "{ guard: 'hadFallen', target: 'open', actions: ['dropHold', 'noteUp'] }",
    replace: "{ guard: 'hadFallen', actions: ['dropHold'] }",
    tests: ['machines/guard'],
  },
  {
    name: 'who failed long ago counts as fallen',
    file: 'machines/gate.ts',
    find: "'gate.forgotten': { actions: 'forgetFall' }",
    replace: "'gate.forgotten': {}",
    tests: ['machines/guard'],
  },
  {
    name: 'failures are never forgiven',
    file: 'machines/process.ts',
    find: "          after: { healthyAfter: { actions: 'forgive' } },\n",
    replace: '',
    tests: ['machines/scripts/failures'],
  },
  {
    name: 'a restart by hand waits for the others that failed',
    file: 'machines/process.ts',
    find: "actions: ['forgive', 'askGate']",
    replace: "actions: ['forgive']",
    tests: ['machines/guard'],
  },
  {
    name: 'a camera that is stopped has the time of the keeper, not its own',
    file: 'machines/camera-questions.ts',
    find: '? stopWithinMs : stopSeconds * 1000',
    replace: '? stopWithinMs : stopWithinMs',
    tests: ['machines/hurry'],
  },
];
