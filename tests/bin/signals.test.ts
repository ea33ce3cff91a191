import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { camera } from '../keeper/fleet.ts';
import { eventually } from '../support/eventually.ts';
import { fixture, root } from '../support/paths.ts';
import { untilGone } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { type RunningKeeper, runKeeper, startProgram } from './command.ts';

const signals = suite('signals to camkeeper run');

const stubborn = { ffmpeg: { ...ffmpegOf(camera()), path: fixture('ffmpeg-ignores-term.sh') } };

function ffmpegOf(section: object): object {
  return (section as { ffmpeg: object }).ffmpeg;
}

/** Ends it as told; afterwards nothing of it runs and its directory is gone. */
async function endedBy(keeper: RunningKeeper, how: () => Promise<void> | void) {
  const processes = keeper.processes();
  try {
    await how();
    const ended = await keeper.ended();
    await untilGone(processes, 2000);
    assert.is(existsSync(keeper.directory), false, 'the runtime directory is gone');
    return ended;
  } finally {
    await keeper.clearAway();
  }
}

const stopping = (keeper: RunningKeeper) => () => keeper.output.stdout.includes('stopping.capture');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  signals(`${signal} stops in order`, async () => {
    const keeper = await runKeeper({ front: camera() });
    await keeper.camera('front', 'running.healthy');
    const { code, stderr } = await endedBy(keeper, () => void keeper.child.kill(signal));
    assert.is(code, 0);
    assert.is(stderr, '');
  });
}

signals(
  'SIGINT while it still reads its configuration: it starts nothing, which is no failure',
  async () => {
    const folder = temporaryDirectory('bin');
    const config = join(folder, 'slow.yml');
    execFileSync('mkfifo', [config]);
    const args = ['run', '--config', config, '--runtime-dir', join(folder, 'run')];
    const program = startProgram(join(root, 'bin/camkeeper'), args);
    const writing = await open(config, 'w'); // there is a reader now
    program.child.kill('SIGINT');
    await delay(200); // nothing shows that it was heard
    await writing.writeFile(JSON.stringify({ cameras: { front: camera() } }));
    await writing.close();
    const { code, stderr } = await program.ended();
    assert.is(code, 0);
    assert.is(stderr, '');
    assert.not.ok(existsSync(join(folder, 'run')));
  },
);

signals('SIGINT twice within half a second is one', async () => {
  const keeper = await runKeeper({ front: { ...camera(), ...stubborn } });
  await keeper.camera('front', 'running.healthy');
  const { code, stdout } = await endedBy(keeper, async () => {
    keeper.child.kill('SIGINT');
    await eventually('it was heard', () => keeper.output.stdout.includes('SIGINT'));
    keeper.child.kill('SIGINT');
  });
  assert.is(stdout.match(/"signal":"SIGINT"/g)?.length, 1);
  assert.not.match(stdout, /stopping at once/);
  assert.match(stdout, /stopped; had to be killed: front ffmpeg/);
  assert.is(code, 3);
});

signals('a second signal stops at once, and leaves nothing behind', async () => {
  const keeper = await runKeeper({ front: { ...camera(), ...stubborn }, back: camera() });
  await keeper.camera('front', 'running.healthy');
  const { code, stdout } = await endedBy(keeper, async () => {
    keeper.child.kill('SIGTERM');
    await eventually('it stops', stopping(keeper));
    keeper.child.kill('SIGINT');
  });
  assert.match(stdout, /SIGINT: stopping at once/);
  assert.is(code, 130);
});

signals('a stop that had to kill says so', async () => {
  const keeper = await runKeeper({ front: { ...camera(), ...stubborn } });
  await keeper.camera('front', 'running.healthy');
  const { code, stdout } = await endedBy(keeper, async () => {
    assert.is((await keeper.command('stop', '--within', '0.2')).code, 3);
  });
  // what else is late hangs on the machine
  assert.match(stdout, /stopped; had to be killed: [^;]*front capture/);
  assert.is(code, 3);
});

signals('a signal while it is still starting is not lost', async () => {
  const keeper = await runKeeper({ front: camera(), back: camera() });
  const { code } = await endedBy(keeper, () => void keeper.child.kill('SIGTERM'));
  assert.is(code, 0);
});

signals('SIGHUP reads the file again; a wrong one is told and changes nothing', async () => {
  const keeper = await runKeeper({ front: camera() });
  writeFileSync(keeper.config, '{ "cameras": 7 }');
  keeper.child.kill('SIGHUP');
  const hasTold = () => /"level":"error".*camkeeper\.yml:1:\d+ cameras/.test(keeper.output.stdout);
  await eventually('the error is told', hasTold);
  writeFileSync(keeper.config, JSON.stringify({ cameras: { back: camera() } }));
  keeper.child.kill('SIGHUP');
  await keeper.camera('back', 'running.healthy');
  assert.equal(Object.keys((await keeper.status()).cameras), ['back']);
  const { code } = await endedBy(keeper, () => void keeper.child.kill('SIGINT'));
  assert.is(code, 0);
});

signals('whoever reads its log may go away', async () => {
  const keeper = await runKeeper({ front: camera() });
  await keeper.camera('front', 'running.healthy');
  keeper.child.stdout!.destroy();
  for (const name of ['disable', 'enable']) await keeper.command(name, 'front');
  await keeper.camera('front', 'running.healthy');
  const { code } = await endedBy(keeper, () => void keeper.child.kill('SIGTERM'));
  assert.is(code, 0);
});

signals.run();
