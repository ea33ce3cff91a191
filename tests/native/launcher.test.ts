import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { launcherPath } from '../../native/index.ts';
import { within } from '../support/eventually.ts';
import { mortal } from '../support/mortal.ts';
import { fixture } from '../support/paths.ts';
import { childrenOf, identify, untilGone } from '../support/processes.ts';

const launcher = suite('launcher');

const ours = ['--parent', `${process.pid}`];

async function launch(args: readonly string[], options: { readonly detached?: boolean } = {}) {
  const child = spawn(launcherPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await within('exit', once(child, 'close'));
  return { code, pid: child.pid!, stdout, stderr };
}

launcher('becomes the program, and keeps pid, arguments and exit code', async () => {
  const script = 'echo $$ "$1" "$2"; exit 5';
  const { code, pid, stdout } = await launch([...ours, '--', 'sh', '-c', script, 'x', 'a b', '']);
  assert.is(code, 5);
  assert.is(stdout, `${pid} a b \n`);
});

for (const detached of [false, true]) {
  launcher(`leads a group of its own, detached: ${detached}`, async () => {
    const { pid, stdout } = await launch([...ours, '--', 'cat', '/proc/self/stat'], { detached });
    assert.is(Number(stdout.split(' ')[4]), pid);
  });
}

launcher('raises the OOM score and is nice', async () => {
  const show = ['--', 'sh', '-c', 'cat /proc/self/oom_score_adj; nice'];
  const { stdout } = await launch([...ours, '--oom', '300', '--nice', '7', ...show]);
  assert.is(stdout, '300\n7\n');
});

launcher('links nothing but libc', () => {
  const dynamic = execFileSync('readelf', ['-d', launcherPath], { encoding: 'utf8' });
  const needed = dynamic.split('\n').filter((line) => line.includes('(NEEDED)'));
  assert.is(needed.length, 1);
  assert.match(needed[0]!, /libc\.so/);
});

launcher('starts nothing when the parent is another than it was told', async () => {
  const { code, stdout } = await launch(['--parent', '1', '--', 'echo', 'started']);
  assert.is(code, 126);
  assert.is(stdout, '');
});

launcher('says what could not be executed', async () => {
  const { code, stderr } = await launch([...ours, '--', '/none/program']);
  assert.is(code, 127);
  assert.match(stderr, /^launcher: \/none\/program: No such file/);
});

const badUsages: readonly (readonly string[])[] = [
  [],
  ours,
  [...ours, '--'],
  ['--', 'true'],
  ['--parent', '--', 'true'],
  ['--parent', 'x', '--', 'true'],
  ['--parent', '0', '--', 'true'],
  [...ours, '--oom', '1001', '--', 'true'],
  [...ours, '--nice', '20', '--', 'true'],
  [...ours, '--death-signal', 'HUP', '--', 'true'],
  [...ours, '--unknown', '1', '--', 'true'],
];
launcher('refuses a command line that is not exactly right', async () => {
  for (const args of badUsages) {
    const { code, stderr } = await launch(args);
    assert.is(code, 64, args.join(' '));
    assert.match(stderr, /^launcher: .*\nusage: /);
  }
});

const deaths: readonly (readonly [options: string[], script: string])[] = [
  [[], 'trap "" TERM; echo ready >&2; exec sleep 600'],
  [['--death-signal', 'TERM'], 'echo ready >&2; exec sleep 600'],
];
for (const [options, script] of deaths) {
  launcher(`lets the program die with the keeper ${options.join(' ')}`, async () => {
    const args = ['--parent', '%PARENT%', ...options, '--', 'sh', '-c', script];
    const program = mortal(process.execPath, [fixture('keeper.mjs'), launcherPath, ...args]);
    const keeper = spawn(...program, {
      stdio: ['ignore', 'ignore', 'pipe', 'ignore', 'ignore', 'ignore'],
    });
    await within('program ready', once(keeper.stderr!, 'data'));
    const [child] = childrenOf(keeper.pid!);
    assert.match(readFileSync(`/proc/${child!.pid}/cmdline`, 'utf8'), /sleep/);
    keeper.kill('SIGKILL');
    await untilGone([identify(child!.pid)]);
  });
}

launcher.run();
