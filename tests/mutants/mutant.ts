/**
 * A change of our own code that a test must notice: `find`, which stands in `file` exactly once,
 * becomes `replace`. `tests` are names of test files, `bus/topics`; one that fails is enough.
 */
export type Mutant = {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
};

/** The mutated text; throws when it is not clear what to change. */
export function mutate(text: string, { name, file, find, replace }: Mutant): string {
  const count = text.split(find).length - 1;
  if (count !== 1) throw new Error(`${name}: found ${count} times in ${file}, not once: ${find}`);
  if (find === replace) throw new Error(`${name}: changes nothing`);
  return text.replace(find, () => replace);
}
