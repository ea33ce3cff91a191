import { join } from 'node:path';
import { formatResult, formatSummary, type Result } from './runner/report.ts';
import { killRunning, runProgram } from './runner/run-program.ts';
import { findTestFiles, type TestFile } from './runner/test-files.ts';
import { judge, lastWords, readTotals } from './runner/totals.ts';
import { root } from './support/paths.ts';
import { sweepTemporary } from './support/temporary.ts';

/**
 * `npm test [-- PART_OF_A_NAME …]`: every test file as a process of its own, two at a time. Ends
 * with the line `N passed, N failed`.
 */
const lanes = 2;
const lintDeadlineMs = 60_000;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    killRunning();
    process.exit(130);
  });
}

sweepTemporary();
const filters = process.argv.slice(2).map((filter) => filter.replace(/^tests\//, ''));
const results = await runAll(findTestFiles(root, filters));
if (filters.length === 0) results.push(await lint());
console.log(formatSummary(results));
const failed = results.length === 0 || results.some(({ verdict }) => verdict.failed > 0);
process.exitCode = failed ? 1 : 0;

async function runAll(files: readonly TestFile[]): Promise<Result[]> {
  const shared = files.filter(({ alone }) => !alone);
  const queue = shared.values();
  const results = await Promise.all(Array.from({ length: lanes }, () => runQueue(queue)));
  const alone = files.filter((file) => file.alone);
  return [...results.flat(), ...(await runQueue(alone.values()))];
}

/** One lane: takes the next file of a queue that others take from as well. */
async function runQueue(queue: Iterable<TestFile>): Promise<Result[]> {
  const results: Result[] = [];
  for (const file of queue) {
    const result = await runTestFile(file);
    console.log(formatResult(result));
    results.push(result);
  }
  return results;
}

async function runTestFile({ name, program, deadlineMs }: TestFile): Promise<Result> {
  const args = ['--enable-source-maps', program];
  const file = process.execPath;
  const run = await runProgram({ file, args, cwd: root, deadlineMs, lastWords });
  return { name, run, verdict: judge(readTotals(run.output), run) };
}

/** Formatter and linter count as one test. */
async function lint(): Promise<Result> {
  const file = join(root, 'node_modules/.bin/biome');
  const args = ['check', '.'];
  const run = await runProgram({ file, args, cwd: root, deadlineMs: lintDeadlineMs });
  const passed = run.status === 0 ? 1 : 0;
  const result = {
    name: 'biome check',
    run,
    verdict: { passed, failed: 1 - passed, skipped: [], complaints: [] },
  };
  console.log(formatResult(result));
  return result;
}
