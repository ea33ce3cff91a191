import type { Mutant } from './mutant.ts';

/** Of the keeper around its machines: every way in and out of it. */
export const keeperMutants: readonly Mutant[] = [
  {
    name: 'two calls of start make two keepers',
    file: 'keeper/life.ts',
    find: '    this.#isStarted = true;\n',
    replace: '',
    tests: ['keeper/lifecycle'],
  },
  {
    name: 'a stop while it starts is lost',
    file: 'keeper/life.ts',
    find: 'if (signal?.aborted || this.#isStopAsked) throw',
    replace: 'if (signal?.aborted) throw',
    tests: ['keeper/lifecycle'],
  },
  {
    name: 'a keeper that stops takes wishes',
    file: 'keeper/life.ts',
    find: 'if (isEnding || this.#isStopAsked) throw',
    replace: 'if (isEnding === null) throw',
    tests: ['keeper/lifecycle'],
  },
  {
    name: 'machines go on when the root broke',
    file: 'keeper/make-world.ts',
    find: '    reap: () => {\n      door.close();\n',
    replace: '    reap: () => {\n',
    tests: ['keeper/lifecycle'],
  },
  {
    name: 'nobody kills what the root left when it broke',
    file: 'keeper/life.ts',
    find: '      await world.reap();\n',
    replace: '',
    tests: ['keeper/lifecycle'],
  },
  {
    name: 'a camera whose machine threw looks well',
    file: 'keeper/observer.ts',
    find: "if (entry?.machine === 'clearing')",
    replace: "if (entry?.machine === 'clearing' && name === '')",
    tests: ['keeper/explain'],
  },
  {
    name: 'frames lost with a killed capture are not in status',
    file: 'keeper/status.ts',
    find: "'capture-died': counts.captureDied",
    replace: "'capture-died': 0",
    tests: ['keeper/losses'],
  },
  {
    name: 'a stop that had to kill passes for one in order',
    file: 'bin/stop/violence.ts',
    find: 'forced.length + abandoned.length === 0 ?',
    replace: 'abandoned.length === 0 ?',
    tests: ['bin/stop'],
  },
  {
    name: 'the end is closed before it is told',
    file: 'keeper/life.ts',
    find: '      this.#outcome.resolve(outcome);\n      await this.#close();\n',
    replace: '      await this.#close();\n      this.#outcome.resolve(outcome);\n',
    tests: ['bin/stop'],
  },
  {
    name: 'reasons show credentials',
    file: 'keeper/explain.ts',
    find: '  return { reason: maskCredentials(reason), next };',
    replace: '  return { reason, next };',
    tests: ['keeper/explain'],
  },
];
