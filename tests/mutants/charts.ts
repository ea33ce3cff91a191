import type { Mutant } from './mutant.ts';

const pictures = ['charts/lay-out'];
const inspector = ['bin/run/stately/open-stately'];

/** Of the pictures of the charts, and of what is shown of them elsewhere. */
export const chartMutants: readonly Mutant[] = [
  {
    name: 'a chart is changed and its picture is not',
    file: 'machines/gate.ts',
    find: "{ guard: 'nobodyFallen', target: 'open' },",
    replace: "{ guard: 'nobodyFallen', target: 'open', actions: 'dropFalls' },",
    tests: ['machines/docs'],
  },
  {
    name: 'arrows leave a state against the flow inside it',
    file: 'charts/elk-graph.ts',
    find: 'const side = isEnd ? ending : passing;',
    replace: 'const side = isEnd || passing ? ending : passing;',
    tests: pictures,
  },
  {
    name: 'a transition that stays is not in the picture',
    file: 'charts/captions.ts',
    find: 'from === path && to.length === 0',
    replace: "from === path && to.length === 0 && from !== ''",
    tests: pictures,
  },
  {
    name: "Stately's inspector is shown passwords",
    file: 'bin/run/stately/open-stately.ts',
    find: 'snapshot: maskData(snapshot) as object',
    replace: 'snapshot: snapshot as object',
    tests: inspector,
  },
  {
    name: 'a page under another name reads what the inspector is shown',
    file: 'bin/run/stately/bridge.ts',
    find: 'if (request.headers.host !== ',
    replace: "if (request.headers.host === '' && '' !== ",
    tests: inspector,
  },
];
