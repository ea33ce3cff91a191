/**
 * The command line by which the kernel kills a program as soon as this process ends, however that
 * ends: of a test that is killed no keeper, server or sleeper runs on. Nothing has to be built into
 * the program, and one that is stopped or hangs ends as well; its pid is the one of the spawn.
 */
export const mortal = (
  file: string,
  args: readonly string[] = [],
): [file: string, args: readonly string[]] => [
  'setpriv',
  ['--pdeathsig', 'KILL', '--', file, ...args],
];
