import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileProgram, coreSources, runProgram, testSources } from './program.ts';

const sanitizers = {
  'address and undefined': ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
  // Fences are not instrumented: the copy that they order is of relaxed atomic words.
  thread: ['-fsanitize=thread', '-Wno-tsan'],
};

const core = suite('native core');

const programs = Object.entries(sanitizers).map(([name, flags]) => {
  const program = compileProgram({
    name: `core-${name.split(' ')[0]}`,
    sources: [...testSources(), ...coreSources],
    flags: ['-O1', '-g1', ...flags],
  });
  program.catch(() => undefined); // reported by the test that awaits it
  return { name, program };
});

for (const { name, program } of programs) {
  core(`passes its tests under the ${name} sanitizer`, async () => {
    assert.match(await runProgram(await program), /^[1-9][0-9]* passed$/m);
  });
}

core.run();
