import type { Run } from './run-program.ts';
import type { Verdict } from './totals.ts';

export type Result = { readonly name: string; readonly run: Run; readonly verdict: Verdict };

const slowestShown = 5;

/** One line as soon as a file is done. */
export function formatResult({ name, run, verdict }: Result): string {
  const word = verdict.failed > 0 ? 'FAIL' : 'ok  ';
  const count = `${verdict.passed}/${verdict.passed + verdict.failed}`.padStart(9);
  return `${word} ${count}  ${run.seconds.toFixed(1).padStart(6)} s  ${name}`;
}

/** What follows when all is done: failures in full, reasons of skips, slowest files, the count. */
export function formatSummary(results: readonly Result[]): string {
  const sections = [...failures(results), ...skips(results), ...slowest(results)];
  return ['', ...sections, countLine(results)].join('\n');
}

function failures(results: readonly Result[]): string[] {
  return results
    .filter(({ verdict }) => verdict.failed > 0)
    .flatMap(({ name, run, verdict }) => [
      `--- ${name} ---`,
      run.output.trimEnd(),
      ...verdict.complaints.map((complaint) => `${name}: ${complaint}`),
      '',
    ]);
}

function skips(results: readonly Result[]): string[] {
  const lines = results.flatMap(({ name, verdict }) =>
    verdict.skipped.map((reason) => `skipped  ${name}: ${reason}`),
  );
  return lines.length === 0 ? [] : [...lines, ''];
}

function slowest(results: readonly Result[]): string[] {
  if (results.length <= slowestShown) return [];
  const lines = [...results]
    .sort((one, other) => other.run.seconds - one.run.seconds)
    .slice(0, slowestShown)
    .map(({ name, run }) => `${run.seconds.toFixed(1).padStart(6)} s  ${name}`);
  return ['Slowest:', ...lines, ''];
}

function countLine(results: readonly Result[]): string {
  const sum = (pick: (verdict: Verdict) => number) =>
    results.reduce((total, { verdict }) => total + pick(verdict), 0);
  const skipped = sum((verdict) => verdict.skipped.length);
  const passed = sum((verdict) => verdict.passed);
  const failed = sum((verdict) => verdict.failed);
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
