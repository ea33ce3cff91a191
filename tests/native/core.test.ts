// deadline: 300 s
// two builds of the whole core under sanitizers, on a machine that may be busy
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileProgram, coreSources, filesIn, type ProgramSpec, runProgram } from './program.ts';

const main = 'tests/native/test-main.cc';

const specs: readonly ProgramSpec[] = [
  {
    name: 'core-address-undefined',
    sources: [main, ...filesIn('tests/native').filter((file) => file.endsWith('_test.cc'))],
    flags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
  },
  {
    name: 'core-thread',
    sources: [main, 'tests/native/child-process_test.cc', 'tests/native/frame-reader_test.cc'],
    // Fences are not instrumented: the copy that they order is of relaxed atomic words.
    flags: ['-fsanitize=thread', '-Wno-tsan'],
  },
];

const core = suite('native core');

for (const { name, sources, flags } of specs) {
  const program = compileProgram({
    name,
    sources: [...sources, ...coreSources],
    flags: ['-O1', '-g1', ...flags],
  });
  program.catch(() => undefined); // reported by the test that awaits it
  core(`${name} passes`, async () => {
    assert.match(await runProgram(await program), /^[1-9][0-9]* passed$/m);
  });
}

core.run();
