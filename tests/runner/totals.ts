export type Totals = {
  readonly total: number;
  readonly passed: number;
  readonly skipped: number;
  readonly skipReasons: readonly string[];
};

/** uvu prints its totals last. */
export const lastWords = /^ {2}Duration: /m;

/** uvu's totals at the end of a test file's output; null when it printed none. */
export function readTotals(output: string): Totals | null {
  const total = lastNumber(output, 'Total');
  const passed = lastNumber(output, 'Passed');
  const skipped = lastNumber(output, 'Skipped');
  if (total === null || passed === null || skipped === null) return null;
  const skipReasons = [...output.matchAll(/^# skipped: (.*)$/gm)].map(([, reason]) => reason!);
  return { total, passed, skipped, skipReasons };
}

export type Ending = {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly late: boolean; // killed at its deadline
  readonly lingers: boolean; // killed, for its tests were done and it did not end
  readonly leftover: readonly string[]; // processes and files that outlived it
};

export type Verdict = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
  readonly complaints: readonly string[]; // what the runner itself holds against the file
};

/**
 * What a file's run counts for. The exit status alone proves nothing: a suite that forgets
 * `.run()` exits with 0, and so does one whose `before` hook throws.
 */
export function judge(totals: Totals | null, ending: Ending): Verdict {
  const complaints = [...complain(totals, ending)];
  const missing = totals === null ? 0 : totals.total - totals.passed;
  return {
    passed: totals?.passed ?? 0,
    failed: missing + complaints.length,
    skipped: totals?.skipReasons ?? [],
    complaints,
  };
}

function* complain(totals: Totals | null, ending: Ending): Iterable<string> {
  const { status, signal, late, lingers, leftover } = ending;
  if (late) yield 'killed at its deadline';
  else if (lingers) yield 'did not end after its tests: something was left open, or running';
  else if (signal !== null) yield `killed by ${signal}`;
  else if (totals === null) yield `counted no tests (exit status ${status}): is .run() called?`;
  else if (totals.total === 0 && totals.skipped === 0) yield 'has no tests';
  else if (status !== 0 && totals.total === totals.passed) yield `exit status ${status}`;
  if (totals !== null && totals.skipped > totals.skipReasons.length) {
    yield 'skips without a reason (a forgotten .only, or skip() of tests/support not used)';
  }
  for (const remains of leftover) yield `left behind: ${remains}`;
}

function lastNumber(output: string, label: string): number | null {
  const colour = `${String.fromCharCode(27)}\\[\\d+m`;
  const line = new RegExp(`^(?:${colour})* {2}${label}: +(?:${colour})*(\\d+)`, 'gm');
  const last = [...output.matchAll(line)].at(-1);
  return last === undefined ? null : Number(last[1]);
}
