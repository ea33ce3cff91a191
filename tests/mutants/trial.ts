import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../runner/run-program.ts';
import { findTestFiles } from '../runner/test-files.ts';
import { judge, lastWords, readTotals } from '../runner/totals.ts';
import { type Mutant, mutate } from './mutant.ts';

/** Survived: no test noticed. Broken: it does not build, or cannot be applied; proves nothing. */
export type Outcome = {
  readonly state: 'killed' | 'survived' | 'broken';
  readonly detail: string;
};

/** Seconds that the tests take on the code as it is; those that fail there are not in it. */
export type Baseline = ReadonlyMap<string, number>;

const buildDeadlineMs = 600_000;
const leastDeadlineMs = 20_000;
const patience = 4; // times what a test takes on good code

/** Builds the copy, or throws, and runs every named test on it. */
export async function measureBaseline(copy: string, tests: Iterable<string>): Promise<Baseline> {
  const failure = await build(copy);
  if (failure !== null) throw new Error(`the copy does not build:\n${failure}`);
  const seconds = new Map<string, number>();
  for (const name of new Set(tests)) {
    const run = await runTest(copy, name);
    if (run.failed > 0) console.log(`${name} fails without any mutation:\n${run.output}`);
    else seconds.set(name, run.seconds);
  }
  return seconds;
}

/** Applies a mutant to the copy, sees whether a test fails, and puts the file back. */
export async function tryMutant(
  copy: string,
  mutant: Mutant,
  baseline: Baseline,
): Promise<Outcome> {
  const failing = mutant.tests.filter((name) => !baseline.has(name));
  if (failing.length > 0) return { state: 'broken', detail: `fails anyway: ${failing.join(', ')}` };
  const path = join(copy, mutant.file);
  const original = readFileSync(path, 'utf8');
  try {
    writeFileSync(path, mutate(original, mutant));
    const failure = await build(copy);
    if (failure !== null) return { state: 'broken', detail: failure };
    return await hunt(copy, mutant, baseline);
  } catch (error) {
    return { state: 'broken', detail: String(error) };
  } finally {
    writeFileSync(path, original);
  }
}

async function hunt(copy: string, { tests }: Mutant, baseline: Baseline): Promise<Outcome> {
  for (const name of tests) {
    const expectedMs = (baseline.get(name) ?? 0) * 1000;
    const run = await runTest(copy, name, Math.max(leastDeadlineMs, patience * expectedMs));
    if (run.failed > 0) return { state: 'killed', detail: run.late ? `${name}, too late` : name };
  }
  return { state: 'survived', detail: tests.join(', ') };
}

async function runTest(copy: string, name: string, deadlineMs?: number) {
  const file = findTestFiles(copy, [name]).find((found) => found.name === name);
  if (file === undefined) throw new Error(`no test file tests/${name}.test.ts`);
  const run = await runProgram({
    file: process.execPath,
    args: ['--enable-source-maps', file.program],
    cwd: copy,
    deadlineMs: deadlineMs ?? file.deadlineMs,
    lastWords,
  });
  return { ...run, failed: judge(readTotals(run.output), run).failed };
}

/** null when it builds, else what the set-up printed. */
async function build(copy: string): Promise<string | null> {
  const args = [join(copy, 'bin/setup.mjs'), '--for', 'tests'];
  const program = { file: process.execPath, args, cwd: copy, deadlineMs: buildDeadlineMs };
  const { status, output } = await runProgram(program);
  return status === 0 ? null : output;
}
