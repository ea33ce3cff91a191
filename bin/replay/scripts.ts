import { type LoadedScript, loadScriptFile } from '../../replay/script/load-scripts.ts';
import type { Failure } from '../../replay/script/play.ts';
import { type Tried, tryScript } from '../../replay/script/try-script.ts';
import { failureWords } from '../../replay/script/words.ts';
import { writeScript } from '../../replay/script/write-script.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute } from '../invocation.ts';
import { print, printJson } from '../print.ts';
import { writeOut } from './write-out.ts';

type Outcome = { readonly loaded: LoadedScript; readonly tried: Tried };

/** Plays the scripts of a file; of the first that fails, the smallest failing part is told. */
export const execute: Execute = async ({ operands: [file = ''], options }) => {
  const scripts = await loadScriptFile(file);
  const outcomes = scripts.map((loaded) => ({ loaded, tried: tryScript(loaded) }));
  const failed = outcomes.filter(({ tried }) => tried.played.failure !== null);
  const target = options['to-script'];
  const [first] = failed;
  if (first && typeof target === 'string') await writeOut(target, first.tried.reduced!.source);
  if (options.json) printJson({ scripts: scripts.length, failed: failed.map(asJson) });
  else for (const line of words(file, { scripts, failed, target })) print(line);
  return failed.length > 0 ? exitCodes.differs : exitCodes.ok;
};

function asJson({ loaded: { name, placeOf }, tried }: Outcome) {
  const { failure } = tried.played;
  return { name, place: placeOf(pathOf(failure)), failure, reduced: tried.reduced?.source };
}

type Told = {
  readonly scripts: readonly LoadedScript[];
  readonly failed: readonly Outcome[];
  readonly target: unknown;
};

function words(file: string, { scripts, failed, target }: Told): string[] {
  const told = failed.flatMap(outcomeWords);
  const count = scripts.length === 1 ? '1 script' : `${scripts.length} scripts`;
  if (failed.length === 0) return [`${file}: ${count} as expected`];
  const [first] = failed;
  const reduced = first!.tried.reduced!;
  const inputs = Array.isArray(reduced.source.inputs) ? reduced.source.inputs.length : 0;
  const bounded = reduced.isSmallest ? '' : ', as far as it was looked for';
  const what = `the smallest part that fails in the same way (${inputs} inputs${bounded})`;
  const written = typeof target === 'string' ? [`${what} is in ${target}`] : [`# ${what}:`];
  const shown = typeof target === 'string' ? [] : [writeScript(reduced.source).trimEnd()];
  return [...told, ...written, ...shown];
}

function outcomeWords({ loaded, tried: { played } }: Outcome): string[] {
  const { name, script, placeOf } = loaded;
  const { failure } = played;
  const what = name === null ? 'the run is not as expected' : `${name}: not as expected`;
  return [`${placeOf(pathOf(failure))}: ${what}`, ...failureWords(script, played)];
}

const pathOf = (failure: Failure | null) =>
  failure?.type === 'trace' && failure.expected ? failure.expected.path : [];
