import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { statusLines } from '../../bin/commands/status.ts';
import { createKeeper } from '../../index.ts';
import { camera } from '../keeper/fleet.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camkeeper, type RunningKeeper, runKeeper } from './command.ts';

const journal = suite('journal and replay of the command');

async function killedAfter(
  keeper: RunningKeeper,
  what: (keeper: RunningKeeper) => Promise<void>,
): Promise<void> {
  try {
    await what(keeper);
  } finally {
    await keeper.clearAway();
  }
}

journal('what a killed keeper had written replays identically', async () => {
  const file = join(temporaryDirectory(), 'journal.jsonl');
  const secret = camera({ path: 'rtsp://viewer:hunter2@127.0.0.1:9/live' });
  const cameras = { front: camera(), refused: secret };
  await killedAfter(await runKeeper(cameras, { args: ['--journal', file] }), async (keeper) => {
    const { capture } = await keeper.camera('front', 'running.healthy');
    process.kill(capture.pid!, 'SIGKILL');
    const pid = async () => (await keeper.status()).cameras.front!.capture.pid;
    const isAnother = async () => ![null, capture.pid].includes(await pid());
    await eventually('another capture', isAnother, { withinMs: 20_000 });
  });

  assert.not.match(readFileSync(file, 'utf8'), /hunter2/);
  const { code, stdout } = await camkeeper(['replay', file, '--json']);
  assert.is(code, 0, stdout);
  const { difference, inputs } = JSON.parse(stdout);
  assert.is(difference, null);
  assert.ok(inputs > 10);

  const target = join(temporaryDirectory(), 'script.yml');
  const made = await camkeeper(['replay', file, '--to-script', target]);
  assert.is(made.code, 0, made.stderr);
  assert.not.match(readFileSync(target, 'utf8'), /hunter2/);
  const played = await camkeeper(['replay', target]);
  assert.is(played.code, 0, played.stdout);
});

journal(
  'a running keeper dumps what it remembers; a difference is told with both sides',
  async () => {
    const file = join(temporaryDirectory(), 'dump.jsonl');
    const keeper = await runKeeper({ front: camera() });
    await keeper.camera('front', 'running.healthy');
    const dumped = await keeper.command('journal', file);
    assert.is(dumped.code, 0, dumped.stderr);
    const again = await keeper.command('journal', file);
    assert.is.not(again.code, 0);
    assert.match(again.stderr, /EEXIST|exists/);
    await keeper.clearAway();

    const same = await camkeeper(['replay', file]);
    assert.is(same.code, 0, same.stdout);
    assert.match(same.stdout, /the same \d+ transitions/);
    const text = readFileSync(file, 'utf8');
    const other = join(temporaryDirectory(), 'other.jsonl');
    writeFileSync(other, text.replace('"running.healthy"', '"running.degraded"'));
    const differs = await camkeeper(['replay', other]);
    assert.is(differs.code, 1);
    assert.match(differs.stdout, /the run differs, \d+\.\d+ s after its beginning/);
    assert.match(differs.stdout, /camera:front in starting\.connecting hears process\.changed/);
    assert.match(differs.stdout, /recorded: it goes to running\.degraded/);
    assert.match(differs.stdout, /replayed: it goes to running\.healthy/);
    assert.match(differs.stdout, /recorded by camkeeper \d.*\n.*≠ camera:front .*degraded/s);
    assert.match(differs.stdout, /the inputs before it, oldest first:\n {6}\d+\.\d+ s /);
  },
);

journal('a file that is no journal is refused with its place', async () => {
  const { code, stderr } = await camkeeper(['replay', 'package.json']);
  assert.is(code, 65);
  assert.match(stderr, /^package\.json:1: /);
  assert.is((await camkeeper(['replay', '/nowhere/j'])).code, 65);
});

journal('of an exception that nobody caught the run is kept, and told', async () => {
  const throws = 'process.on("SIGUSR2", () => { throw new Error("a bug") })';
  const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURI(throws)}` };
  const keeper = await runKeeper({ front: camera() }, { environment });
  await keeper.camera('front', 'running.healthy');
  keeper.child.kill('SIGUSR2');
  const { code, stdout } = await keeper.ended();
  assert.is(code, 70);
  const [, file = ''] = /"(\/[^" ]*-failure-\w+\.jsonl)[": ]/.exec(stdout) ?? [];
  assert.match(stdout, /a fault of camkeeper itself: a bug: `camkeeper replay`/);
  assert.is((await camkeeper(['replay', file])).code, 0);
});

journal('status says that a journal has ended, and where a failure was kept', async () => {
  const [path, failure] = ['/var/j.jsonl', '/var/camkeeper-failure-1.jsonl'];
  const status = createKeeper().status();
  const ended = { state: 'ended', path, reason: 'the disk is full', failure } as const;
  const lines = statusLines({ ...status, journal: { ...status.journal, ...ended } }, 0);
  assert.ok(lines.includes('journal /var/j.jsonl has ended: the disk is full'), lines.join('\n'));
  assert.ok(lines.includes(`a failure was kept: camkeeper replay ${failure}`), lines.join('\n'));
});

journal('--journal-size needs --journal, and a number', async () => {
  const { code, stderr } = await camkeeper(['run', '--journal-size', '5']);
  assert.is(code, 64);
  assert.match(stderr, /--journal FILE/);
  const wrong = await camkeeper(['run', '--journal', 'x', '--journal-size', 'much']);
  assert.match(wrong.stderr, /megabytes from 1, not "much"/);
});

journal.run();
