import type { Mutant } from './mutant.ts';

/** Of what keeps the rest honest: the runner of tests, the set-up, the rules of style. */
export const houseMutants: readonly Mutant[] = [
  {
    name: 'runner trusts the exit status',
    file: 'tests/runner/totals.ts',
    find: 'failed: missing + complaints.length',
    replace: 'failed: ending.status === 0 ? complaints.length : missing',
    tests: ['runner'],
  },
  {
    name: 'runner counts a file without tests as passed',
    file: 'tests/runner/totals.ts',
    find: 'else if (totals === null) yield',
    replace: 'else if (totals === null && status === 0) return;\n  else if (totals === null) yield',
    tests: ['runner'],
  },
  {
    name: 'runner looks for leftovers in the group only',
    file: 'tests/runner/run-program.ts',
    find: "const marked = markedProcesses(mark, '1');",
    replace: 'const marked = group;',
    tests: ['runner'],
  },
  {
    name: 'a pid without its start time is proof of life',
    file: 'tests/support/processes.ts',
    find: 'info !== null && info.startTime === startTime && isRunning(info)',
    replace: 'info !== null && startTime !== undefined && isRunning(info)',
    tests: ['support'],
  },
  {
    name: 'set-up takes the second place in line',
    file: 'bin/setup/lock.mjs',
    find: "if (take('--nonblock') === 0) return true;",
    replace: 'return true;',
    tests: ['setup'],
  },
  {
    name: 'set-up calls a failed build done',
    file: 'bin/setup/steps.mjs',
    find: 'if (output === null) {\n    if',
    replace: 'if (step.builds) {\n    if',
    tests: ['setup'],
  },
  {
    name: 'set-up takes any Node 20',
    file: 'bin/setup/plan.mjs',
    find: '(major === oldestNode[0] && minor < oldestNode[1])',
    replace: 'false',
    tests: ['setup'],
  },
  {
    name: 'any import direction goes',
    file: 'tests/tidy/import-rules.ts',
    find: 'layers.indexOf(to) < layers.indexOf(from)',
    replace: 'layers.indexOf(to) < 0',
    tests: ['tidy'],
  },
  {
    name: 'a function passes for a literal',
    file: 'tests/support/literal.ts',
    find: 'isFunction(node) && reading.functionKeys.has(key)',
    replace: 'isFunction(node)',
    tests: ['charts'],
  },
];
