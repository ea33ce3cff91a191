import type { Mutant } from './mutant.ts';

/** Of scripts: what they let pass, and what is left of one that fails. */
export const scriptMutants: readonly Mutant[] = [
  {
    name: 'a script does not look at times',
    file: 'replay/script/compare-trace.ts',
    find: 'if (atMs !== null && Math.round(atMs) !== line.atMs) return false;',
    replace: '',
    tests: ['replay/script/compare-trace'],
  },
  {
    name: 'what happens after the last line that is expected passes',
    file: 'replay/script/compare-trace.ts',
    find: 'if (!expected) return [];',
    replace: 'if (!expected) return [way];',
    tests: ['replay/script/compare-trace'],
  },
  {
    name: 'something that is treated wrongly passes in a script',
    file: 'replay/script/play.ts',
    find: "if (message !== undefined) return { trace, failure: { type: 'fault', message } };",
    replace: '',
    tests: ['replay/script/reduce'],
  },
  {
    name: 'a smaller part may fail in another way',
    file: 'replay/script/reduce.ts',
    find: 'isDeepStrictEqual(failure.happened, wanted.happened) &&',
    replace: '',
    tests: ['replay/script/reduce'],
  },
  {
    name: 'the smallest part is looked for without end',
    file: 'replay/script/reduce.ts',
    find: 'if (plays >= playsMax) return false;',
    replace: '',
    tests: ['replay/script/reduce'],
  },
  {
    name: 'timers of a recorded script are on time',
    file: 'replay/script/play-recorded.ts',
    find: 'delayMs + (lateMs.get(number) ?? 0)',
    replace: 'delayMs + 0 * (lateMs.get(number) ?? 0)',
    tests: ['replay/script/script-of-journal'],
  },
  {
    name: 'a timer that was let go in time rings in the script of a journal',
    file: 'replay/script/script-of-journal.ts',
    find: 'const isOnTime = rang ? lateMs === 0 : lateMs < 0;',
    replace: 'const isOnTime = rang ? lateMs === 0 : true;',
    tests: ['replay/script/script-of-journal'],
  },
  {
    name: 'the smallest part is written over a file that is there',
    file: 'bin/replay/write-out.ts',
    find: "{ flag: 'wx' }",
    replace: "{ flag: 'w' }",
    tests: ['bin/scripts'],
  },
];
