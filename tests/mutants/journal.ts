import type { Mutant } from './mutant.ts';

/** Of what is written down of a run, and of its replay. */
export const journalMutants: readonly Mutant[] = [
  {
    name: 'a password stands in the journal',
    file: 'actors/journal/entry-lines.ts',
    find: 'const line = JSON.stringify(this.#masking.of(wish));',
    replace: 'const line = JSON.stringify(wish);',
    tests: ['bin/journal'],
  },
  {
    name: 'two passwords are one in the journal',
    file: 'actors/journal/masking.ts',
    find: 'digest.slice(0, 8)',
    replace: 'digest.slice(0, 0)',
    tests: ['actors/journal/entry-lines'],
  },
  {
    name: 'a new file of the journal leans on the one before',
    file: 'actors/journal/entry-lines.ts',
    find: '  beginning(beginning: JournalBeginning): string {\n    this.#cameras = new Map();\n',
    replace: '  beginning(beginning: JournalBeginning): string {\n',
    tests: ['actors/journal/entry-lines'],
  },
  {
    name: 'half a line ends a journal on a full disk',
    file: 'actors/journal/file.ts',
    find: "written.lastIndexOf('\\n') + 1",
    replace: 'written.length',
    tests: ['actors/journal/file'],
  },
  {
    name: 'a checkpoint forgets the timers',
    file: 'keeper/checkpoint.ts',
    find: '  for (const { number, source, target, event, id } of timers) {',
    replace: '  for (const { number, source, target, event, id } of timers.slice(1)) {',
    tests: ['replay/journal'],
  },
  {
    name: 'a replay takes any transition for the recorded one',
    file: 'replay/difference.ts',
    find: 'one.every((word, place) => word === other[place])',
    replace: 'one[0] === other[0]',
    tests: ['replay/difference'],
  },
  {
    name: 'of a difference its effect is told, and not where it comes from',
    file: 'replay/difference.ts',
    find: 'differing.at(-1)',
    replace: 'differing.at(0)',
    tests: ['replay/difference'],
  },
  {
    name: 'a crashed process starts again without a pause',
    file: 'machines/process.ts',
    find: "{ target: 'backingOff', actions: ['keepExit', 'fail', 'failAtGate'] }",
    replace: "{ target: 'waiting', actions: ['keepExit', 'fail', 'failAtGate'] }",
    tests: ['journals'],
  },
  {
    name: 'the fleet is lost in a checkpoint',
    file: 'machines/fleet.ts',
    find: 'machines: Object.fromEntries(named) }',
    replace: 'machines: {} }',
    tests: ['replay/journal'],
  },
];
