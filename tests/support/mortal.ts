/**
 * The command line by which the kernel kills a program when this process ends, however that ends:
 * of a test that is killed no keeper, server or sleeper runs on. Nothing has to be built into the
 * program, and one that is stopped or hangs ends as well; its pid is the one of the spawn. It does
 * not reach what the program starts itself, nor a program that has not begun yet. `setpriv` is of
 * util-linux, which every Debian has.
 */
export const mortal = (
  file: string,
  args: readonly string[] = [],
): [file: string, args: readonly string[]] => [
  'setpriv',
  ['--pdeathsig', 'KILL', '--', file, ...args],
];
