import { type LoadedScript, loadScriptFile } from './script/load-scripts.ts';
import type { ReduceOptions } from './script/reduce.ts';
import { tryScript } from './script/try-script.ts';
import { failureLine, failureWords } from './script/words.ts';
import { writeScript } from './script/write-script.ts';

/** `suite('cameras')` of uvu, `test` of node:test: whatever takes a name and a function. */
export type AddTest = (name: string, run: () => void) => unknown;

/**
 * Adds a test for each script of a file (YAML, see docs/scripts.md). One that fails throws an Error
 * with both sides and the smallest part that fails in the same way. Throws SCRIPT_INVALID with the
 * places of all that is wrong with the file.
 */
export async function testScripts(
  test: AddTest,
  file: string,
  options: ReduceOptions = {},
): Promise<void> {
  for (const loaded of await loadScriptFile(file)) {
    test(loaded.name ?? file, () => assertScript(loaded, options));
  }
}

function assertScript(loaded: LoadedScript, options: ReduceOptions): void {
  const { played, reduced } = tryScript(loaded, options);
  if (played.failure === null) return;
  const told = [
    `${loaded.placeOf([])}: ${failureLine(played.failure)}`,
    ...failureWords(loaded.script, played),
    'the smallest part that fails in the same way:',
    writeScript(reduced!.source),
  ];
  throw new Error(told.join('\n'));
}
