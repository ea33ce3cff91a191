import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { camera } from '../keeper/fleet.ts';
import { eventually } from '../support/eventually.ts';
import { descendantsOf, identify, untilGone } from '../support/processes.ts';
import { skip } from '../support/skip.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { onTerminal, picturesIn, program, type Size } from './terminal.ts';

const live = suite('live table');
const hasScript = spawnSync('script', ['--version']).status === 0;
const restored = '\x1b[?7h\x1b[?1049l\x1b[?25h';

function keeperOn(size: Size, environment: Record<string, string> = {}) {
  const folder = temporaryDirectory('live');
  const config = join(folder, 'camkeeper.yml');
  const refused = camera({ path: 'rtsp://admin:hunter2@127.0.0.1:1/live' });
  writeFileSync(config, JSON.stringify({ cameras: { front: camera(), refused } }));
  const options = ['--config', config, '--runtime-dir', join(folder, 'run')];
  return onTerminal([program('bin/camkeeper'), 'run', ...options], { ...size, environment });
}

type Terminal = ReturnType<typeof keeperOn>;

const last = ({ output }: Terminal) => picturesIn(output.stdout).at(-1) ?? [];

async function untilShown(terminal: Terminal, what: RegExp): Promise<void> {
  const isShown = () => last(terminal).some((line) => what.test(line));
  await eventually(`${what} is shown`, isShown, {
    withinMs: 15_000,
    seen: () => last(terminal),
  });
}

/** Types Ctrl-C, and waits until nothing runs any more. */
async function interrupted(terminal: Terminal) {
  const processes = descendantsOf(terminal.child.pid!).map(({ pid }) => identify(pid));
  terminal.child.stdin!.write('\x03');
  const ended = await terminal.ended();
  await untilGone(processes);
  return ended;
}

live('shows the cameras, why one is down, and the log; gives the terminal back', async () => {
  const terminal = keeperOn({ rows: 20, columns: 90 });
  await untilShown(terminal, /^front +running\.healthy +\d+ s +\d/);
  await untilShown(terminal, /^refused: .*rtsp:\/\/\*:\*@127\.0\.0\.1:1\/live: Connection/);
  await untilShown(terminal, /^\d\d:\d\d:\d\d front running\.healthy: first frame/);
  const { code, stdout } = await interrupted(terminal);
  assert.is(code, 0);
  assert.not.match(stdout, /hunter2/);
  for (const lines of picturesIn(stdout)) {
    assert.ok(lines.length <= 19, `${lines.length} lines`);
    assert.ok(lines.every((line) => [...line].length <= 90));
  }
  const afterwards = stdout.slice(stdout.lastIndexOf(restored));
  const lines = afterwards.split(/\r+\n/);
  assert.ok(
    lines.some((line) => /SIGINT: stopping/.test(line)),
    afterwards,
  );
  assert.match(lines.at(-2)!, / stopped$/);
});

live('is drawn at most four times a second', async () => {
  const startedMs = performance.now();
  const terminal = keeperOn({ rows: 20, columns: 90 });
  await untilShown(terminal, /^front +running\.healthy +2 s/);
  const { stdout } = await interrupted(terminal);
  const seconds = (performance.now() - startedMs) / 1000;
  assert.ok(picturesIn(stdout).length <= 4 * seconds + 2);
});

live('without colours where NO_COLOR is set', async () => {
  const terminal = keeperOn({ rows: 20, columns: 90 }, { NO_COLOR: '1' });
  await untilShown(terminal, /^front +running\.healthy/);
  const { stdout } = await interrupted(terminal);
  const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]+m`);
  assert.not.match(stdout, colour);
});

live('a terminal that is closed stops it in order', async () => {
  const terminal = keeperOn({ rows: 20, columns: 90 });
  await untilShown(terminal, /^front +running\.healthy/);
  const processes = descendantsOf(terminal.child.pid!).map(({ pid }) => identify(pid));
  terminal.child.kill('SIGKILL');
  await untilGone(processes, 10_000);
});

if (!hasScript) skip(live, 'live table', 'script(1) is not installed');
live.run();
