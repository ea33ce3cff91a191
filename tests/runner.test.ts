import { existsSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runProgram } from './runner/run-program.ts';
import { judge, readTotals } from './runner/totals.ts';
import { fixture, root } from './support/paths.ts';
import { processInfo, untilGone } from './support/processes.ts';

const runner = suite('runner');
const fine = { status: 0, signal: null, late: false, lingers: false, leftover: [] };
const printed = (total: number, passed: number, skipped = 0) =>
  `• •   (2 / 2)\n\n  Total:     ${total}\n  Passed:    ${passed}\n  Skipped:   ${skipped}\n`;

runner('counts what uvu prints, with and without colours', () => {
  const totals = { total: 3, passed: 2, skipped: 0, skipReasons: [] };
  assert.equal(readTotals(printed(3, 2)), totals);
  const green = String.fromCharCode(27);
  const coloured = `\n  Total:     3${green}[32m\n  Passed:    2${green}[39m\n  Skipped:   0\n`;
  assert.equal(readTotals(coloured), totals);
  assert.is(readTotals('nothing of the kind'), null);
});

const verdicts: readonly [string, string, Partial<typeof fine>, number, RegExp | null][] = [
  ['all passed', printed(2, 2), {}, 0, null],
  ['one failed', printed(2, 1), { status: 1 }, 1, null],
  ['a before hook threw: exit status 0', printed(2, 0), {}, 2, null],
  ['.run() forgotten', '', {}, 1, /is \.run\(\) called/],
  ['no tests', printed(0, 0), {}, 1, /has no tests/],
  ['crashed after its tests', printed(2, 2), { status: 1 }, 1, /exit status 1/],
  ['.only forgotten', printed(1, 1, 4), {}, 1, /without a reason/],
  ['skips with a reason', `# skipped: a: no ffmpeg\n${printed(1, 1, 1)}`, {}, 0, null],
];
for (const [name, output, ending, failed, complaint] of verdicts) {
  runner(`judges: ${name}`, () => {
    const verdict = judge(readTotals(output), { ...fine, ...ending });
    assert.is(verdict.failed, failed);
    if (complaint === null) assert.equal(verdict.complaints, []);
    else assert.match(verdict.complaints.join(), complaint);
  });
}

const runScript = (text: string, deadlineMs = 10_000) =>
  runProgram({ file: process.execPath, args: ['-e', text], cwd: root, deadlineMs });

runner('kills a file at its deadline', async () => {
  const args = [fixture('ignores-term.mjs')];
  const run = await runProgram({ file: process.execPath, args, cwd: root, deadlineMs: 300 });
  assert.ok(run.late);
  assert.is(run.signal, 'SIGKILL');
  assert.match(judge(null, run).complaints.join(), /deadline/);
});

runner('does not wait for a file that is done with its tests and does not end', async () => {
  const args = ['-e', `console.log('  Duration: 1ms'); setInterval(() => {}, 1e9);`];
  const program = { file: process.execPath, args, cwd: root, deadlineMs: 60_000 };
  const run = await runProgram({ ...program, lastWords: /^ {2}Duration: /m });
  assert.ok(run.lingers);
  assert.match(judge(readTotals(printed(1, 1)), run).complaints.join(), /did not end/);
});

for (const detached of [false, true]) {
  runner(`names and kills what a file leaves behind, detached: ${detached}`, async () => {
    const run = await runScript(
      `const { spawn } = require('node:child_process');
       const helper = spawn('sleep', ['600'], { detached: ${detached}, stdio: 'inherit' });
       console.log('helper ' + helper.pid);
       helper.unref();`,
    );
    const pid = Number(/helper (\d+)/.exec(run.output)?.[1]);
    assert.is(run.leftover.length, 1);
    assert.match(run.leftover[0]!, new RegExp(`process ${pid} \\(sleep\\)`));
    const info = processInfo(pid); // killed, but perhaps not gone yet
    if (info !== null) await untilGone([info]);
  });
}

runner('names and removes the files that are left behind', async () => {
  const run = await runScript(
    `const path = require('node:os').tmpdir() + '/forgotten';
     require('node:fs').writeFileSync(path, '');
     console.log(path);`,
  );
  assert.equal(run.leftover, ['file forgotten in TMPDIR']);
  assert.not(existsSync(run.output.trim()));
});

runner('keeps the output of a file that ends in order', async () => {
  const run = await runScript(`console.log('out'); console.error('err');`);
  assert.is(run.status, 0);
  assert.equal(run.leftover, []);
  assert.match(run.output, /out\n/);
  assert.match(run.output, /err\n/);
});

runner.run();
