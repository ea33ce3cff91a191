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
