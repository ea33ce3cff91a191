/** The part of a uvu suite that is needed here. */
type Skippable = { readonly skip: () => void };

/**
 * Skips a test and says why: the runner repeats the reasons at the end, and fails a file that
 * skips without one (a forgotten `.only` does).
 */
export function skip(test: Skippable, name: string, reason: string): void {
  console.log(`# skipped: ${name}: ${reason}`);
  test.skip();
}
