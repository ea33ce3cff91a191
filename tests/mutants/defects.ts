import type { Mutant } from './mutant.ts';

const neighbours = ['machines/neighbours'];
const pauses = ['machines/pauses'];

/** Faults of docs/design/defects.md, put into our code, that no other list has. */
export const defectMutants: readonly Mutant[] = [
  {
    name: 'a removal reaches the camera that came last',
    file: 'machines/keeper-setup.ts',
    find: "told) enqueue.sendTo('fleet', tell(name,",
    replace: "told) enqueue.sendTo('fleet', tell(cameras.at(-1)![0],",
    tests: neighbours,
  },
  {
    name: 'a camera that runs is started a second time',
    file: 'machines/reconcile.ts',
    find: 'spawned: changed.filter((name) => knownOf(name) === null),',
    replace: 'spawned: changed,',
    tests: neighbours,
  },
  {
    name: 'results of cameras that are gone are kept',
    file: 'machines/keeper-setup.ts',
    find: 'const results = resultsOf(context, cameras); //',
    replace: 'const { results } = context; //',
    tests: neighbours,
  },
  {
    name: 'a stop kills at once',
    file: 'machines/camera.ts',
    find: "entry: 'stopCapture',",
    replace: "entry: ['stopCapture', 'killCapture'],",
    tests: neighbours,
  },
  {
    name: 'ffmpeg does not die with its capture',
    file: 'native/src/ffmpeg-process.cc',
    find: '  ::prctl(PR_SET_PDEATHSIG, SIGKILL);\n',
    replace: '',
    tests: ['native/leftovers'],
  },
  {
    name: 'a process in its back-off does not answer',
    file: 'machines/process.ts',
    find: `'answerIdle'],
      },
      on: {
        'process.want': [`,
    replace: `],
      },
      on: {
        'process.want': [`,
    tests: pauses,
  },
  {
    name: 'regions made later have ten slots',
    file: 'actors/memory/memory.ts',
    find: 'const shape = regionShape(config);',
    replace: `const later = this.#world.holdings.regionsOf(null).length > 0 ? { slots: 10 } : {};
      const shape = { ...regionShape(config), ...later };`,
    tests: ['keeper/neighbours'],
  },
  {
    name: 'cameras leave one after the other',
    file: 'machines/keeper-setup.ts',
    find: "'alive') enqueue.sendTo('fleet', tell(name, configureEvent(entry)));",
    replace: `'alive') {
          const delay = 100 * Object.keys(cameras).indexOf(name);
          enqueue.sendTo('fleet', tell(name, configureEvent(entry)), { delay });
        }`,
    tests: ['machines/stop-time'],
  },
  {
    name: 'every queue is waited for',
    file: 'machines/camera.ts',
    find: "always: { guard: 'othersDone', target: 'queue' } }",
    replace: "after: { 500: { guard: 'othersDone', target: 'queue' } } }",
    tests: ['machines/stop-time'],
  },
  {
    name: 'a back-off is sat out',
    file: 'machines/process.ts',
    find: `      entry: { type: 'tell', params: 'backingOff' },
      always: {
        guard: 'unwanted',
        target: 'off',
        actions: ['leaveGate', { type: 'tell', params: 'off' }, 'answerIdle'],
      },
`,
    replace: `      entry: { type: 'tell', params: 'backingOff' },
`,
    tests: pauses,
  },
  {
    name: 'capture is not killed at its share of the stop',
    file: 'machines/camera.ts',
    find: "'deadline.capture': { actions: 'killCapture' },",
    replace: "'deadline.capture': {},",
    tests: pauses,
  },
  {
    name: 'a process that died stays dead',
    file: 'machines/process.ts',
    find: "after: { backOff: 'waiting' },",
    replace: 'after: {},',
    tests: ['machines/scripts/failures'],
  },
  {
    name: 'only the first camera is heard of',
    file: 'machines/keeper.ts',
    find: "{ actions: 'reconcile' }",
    replace: "{ guard: 'empty', actions: 'reconcile' }",
    tests: neighbours,
  },
  {
    name: 'processes are found by the beginning of a name',
    file: 'actors/holdings.ts',
    find: '[...this.#processes].filter((held) => camera === null || held.camera === camera)',
    replace: "[...this.#processes].filter((held) => held.camera.startsWith(camera ?? ''))",
    tests: ['actors/holdings'],
  },
  {
    name: 'a camera is gone before its processes are',
    file: 'machines/camera.ts',
    find: "always: { guard: 'givenUp', target: 'removed'",
    replace: "always: { guard: 'leaving', target: 'removed'",
    tests: neighbours,
  },
  {
    name: 'a region that nobody waits for is kept',
    file: 'actors/memory/memory.ts',
    find: `    if (!isWanted) {
      holdings.discardRegion(held.id);`,
    replace: '    if (!isWanted) {',
    tests: ['actors/memory/memory'],
  },
  {
    name: 'the keeper ends before its cameras',
    file: 'machines/keeper.ts',
    find: "always: { guard: 'empty', target: 'reaping' }",
    replace: "always: { target: 'reaping' }",
    tests: pauses,
  },
];
