import type { Mutant } from './mutant.ts';

const scripts = ['scripts'];
const budget = ['actors/memory/budget'];

/** Of the memory for frames: promises, the line, changes that are refused. */
export const budgetMutants: readonly Mutant[] = [
  {
    name: 'a camera stops before its other size is promised',
    file: 'machines/region-change.ts',
    find: "answerOf(context) === 'promised'",
    replace: 'answerOf(context) !== null',
    tests: scripts,
  },
  {
    name: 'a refused change counts as observed',
    file: 'machines/region-change.ts',
    find: 'change?.wholeGeneration ?? applied.generation;\n\n/** Why',
    replace: '(change ? applied : applied).generation;\n\n/** Why',
    tests: ['machines/region-change'],
  },
  {
    name: 'of a refused change nothing is had',
    file: 'config/within-region.ts',
    find: "costOf(held, within) === 'region' ? held : within",
    replace: "costOf(held, within) !== 'none' ? held : within",
    tests: ['config/within-region', ...scripts],
  },
  {
    name: 'a promise is not kept from others',
    file: 'actors/memory/balance.ts',
    find: 'makingBytes + Math.max(0, claim.bytes - heldBytes - makingBytes)',
    replace: 'makingBytes',
    tests: budget,
  },
  {
    name: 'the plan forgets who waits',
    file: 'config/plan-room.ts',
    find: '[...memory.waiting.keys()].filter((camera) => this.#keepsPlace(camera))',
    replace: '[...memory.waiting.keys()].filter(() => false)',
    tests: ['config/plan', 'machines/plan-holds'],
  },
  {
    name: 'those that take memory hear of a change before those that give it',
    file: 'config/givers-first.ts',
    find: 'return [...givers, ...cameras.filter((name) => !givers.has(name))];',
    replace: 'return [...cameras.filter((name) => !givers.has(name)), ...givers];',
    tests: ['config/plan'],
  },
  {
    name: 'a promise outlives its wish',
    file: 'actors/memory/account.ts',
    find: 'this.#write({ claim: null, isLeaving: heldBytes + makingBytes > 0 })',
    replace: 'this.#write({ isLeaving: heldBytes + makingBytes > 0 })',
    tests: [...budget, 'machines/chaos'],
  },
  {
    name: 'what is coming is not kept for the first in the line',
    file: 'config/memory-line.ts',
    find: 'else isKept = netBytes <= freeBytes + comingBytes;',
    replace: 'else isKept = netBytes < 0;',
    tests: ['config/memory-line', ...scripts],
  },
  {
    name: 'the first in the line holds up all others',
    file: 'config/memory-line.ts',
    find: 'else isKept = netBytes <= freeBytes + comingBytes;',
    replace: 'else isKept = true;',
    tests: ['config/memory-line', ...scripts],
  },
  {
    name: 'others take what a camera gives back for a moment',
    file: 'actors/memory/account.ts',
    find: 'claim: isLeaving ? null : again',
    replace: 'claim: isLeaving || again !== claim ? null : again',
    tests: budget,
  },
  {
    name: 'those that the system refuses wake each other for ever',
    file: 'actors/memory/budget.ts',
    find: 'all.filter(({ claim }) => !claim.isResting)',
    replace: 'all.filter(() => true)',
    tests: [...budget, 'actors/memory/no-space', ...scripts],
  },
  {
    name: 'what the system refused is never tried anew',
    file: 'actors/memory/budget.ts',
    find: '.claim, isResting: false }',
    replace: '.claim }',
    tests: [...budget, ...scripts],
  },
  {
    name: 'a camera whose region cannot even be begun leaves the line',
    file: 'actors/memory/memory.ts',
    find: '    this.#account.begin(bytes);\n    try {',
    replace: '    try {',
    tests: ['actors/memory/no-space'],
  },
  {
    name: 'those behind wait for one that the system refuses',
    file: 'actors/memory/account.ts',
    find: 'isLeaving: false, claim });\n    this.#books.serve();',
    replace: 'isLeaving: false, claim });',
    tests: [...budget, ...scripts],
  },
  {
    name: 'a camera that leaves while its memory fails stays in the line',
    file: 'actors/memory/account.ts',
    find: 'this.#balance.isLeaving ? null : again',
    replace: 'again',
    tests: budget,
  },
  {
    name: 'a camera that broke is said to wait for room',
    file: 'keeper/explain.ts',
    find: "fault?.code === 'MEMORY_REFUSED' ?",
    replace: 'fault ?',
    tests: ['keeper/explain'],
  },
  {
    name: 'a camera that broke keeps what it was promised',
    file: 'actors/reaper/reaper.ts',
    find: '            world.budget.forget(camera);\n',
    replace: '',
    tests: ['actors/reaper/reaper'],
  },
  {
    name: 'memory: a limit that binds before the machine does is not looked at',
    file: 'actors/memory/room.ts',
    find: 'limit >= 2 * machineBytes',
    replace: 'limit >= machineBytes',
    tests: ['actors/memory/room'],
  },
];
