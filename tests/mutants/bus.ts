import type { Mutant } from './mutant.ts';

export const busMutants: readonly Mutant[] = [
  {
    name: 'lock skipped',
    file: 'native/src/lock-file.cc',
    find: 'LOCK_EX',
    replace: 'LOCK_SH',
    tests: ['bus/runtime-directory'],
  },
  {
    name: 'the runtime directory is open to others',
    file: 'bus/runtime-directory.ts',
    find: 'if ((stat.mode & 0o077) !== 0) chmodSync(path, 0o700);',
    replace: 'if ((stat.mode & 0o077) === 0) chmodSync(path, 0o755);',
    tests: ['bus/runtime-directory'],
  },
  {
    name: 'what a subscriber publishes overtakes',
    file: 'bus/publisher.ts',
    find: '    if (this.#isDraining) return;\n',
    replace: '',
    tests: ['bus/publisher'],
  },
  {
    name: 'messages of another run are taken',
    file: 'bus/channel.ts',
    find: 'if (message?.run !== runId) return null;',
    replace: 'if (message === runId) return null;',
    tests: ['bus/channel'],
  },
  {
    name: 'a child does not get its settings at its hello',
    file: 'bus/channel.ts',
    find: "      if (message.type === 'hello') sendSettings();\n",
    replace: '',
    tests: ['bus/channel'],
  },
  {
    name: 'one lost message is no gap',
    file: 'bus/gap-counter.ts',
    find: 'sequence - last.sequence - 1',
    replace: 'sequence - last.sequence - 2',
    tests: ['bus/publisher'],
  },
];
