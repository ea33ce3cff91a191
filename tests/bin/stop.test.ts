import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { camera } from '../keeper/fleet.ts';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import { untilGone } from '../support/processes.ts';
import { type RunningKeeper, runKeeper } from './command.ts';

// What `camkeeper stop` says of a stop that did not go in order, and what `run` ends with then.

const stop = suite('camkeeper stop');

const deaf = (more: object = {}) => {
  const { ffmpeg } = camera() as { readonly ffmpeg: object };
  return camera(undefined, {
    ffmpeg: { ...ffmpeg, path: fixture('ffmpeg-ignores-term.sh') },
    ...more,
  });
};

const isStopping = (keeper: RunningKeeper) => () =>
  keeper.output.stdout.includes('stopping.capture');

async function withKeeper(
  keeper: RunningKeeper,
  test: (keeper: RunningKeeper) => Promise<void>,
): Promise<void> {
  try {
    await keeper.camera('front', 'running.healthy');
    await test(keeper);
  } finally {
    await keeper.clearAway();
  }
}

stop('in order: 0, and nothing to tell', async () => {
  await withKeeper(await runKeeper({ front: camera() }), async (keeper) => {
    const { code, stdout } = await keeper.command('stop', '--json');
    const { pid, stopped, tookMs, ...violence } = JSON.parse(stdout);
    assert.equal([pid, stopped, typeof tookMs], [keeper.child.pid, true, 'number']);
    assert.equal(violence, { forced: [], abandoned: [] });
    assert.is(code, 0);
    assert.is((await keeper.ended()).code, 0);
  });
});

stop('an ffmpeg that ignores SIGTERM: 3, and which it was', async () => {
  await withKeeper(await runKeeper({ front: deaf(), back: camera() }), async (keeper) => {
    const all = keeper.processes();
    const { code, stdout } = await keeper.command('stop');
    assert.match(stdout, /^stopped after \d+\.\d s; had to be killed: front ffmpeg\n$/);
    assert.is(code, 3);
    assert.is((await keeper.ended()).code, 3);
    await untilGone(all, 0);
  });
});

stop('a tracker that is stuck and ignores SIGTERM: 3, and which it was', async () => {
  const environment = { NODE_OPTIONS: `--import ${fixture('blocks-tracker.mjs')}` };
  await withKeeper(await runKeeper({ front: camera() }, { environment }), async (keeper) => {
    const isStuck = async () => (await keeper.status()).cameras.front!.queue.length === 2;
    await eventually('the tracker is stuck', isStuck, { withinMs: 15_000 });
    const { code, stdout } = await keeper.command('stop', '--within', '2', '--json');
    assert.equal(JSON.parse(stdout).forced, ['front tracker']);
    assert.is(code, 3);
    assert.is((await keeper.ended()).code, 3);
  });
});

stop('a second, shorter one hurries the first: both hear how it went', async () => {
  // so long does its capture wait for ffmpeg
  const patient = deaf({ camkeeper: { timeouts: { stop: 240 } } });
  await withKeeper(await runKeeper({ front: patient }), async (keeper) => {
    const first = keeper.command('stop', '--within', '600');
    await eventually('it stops', isStopping(keeper), { withinMs: 15_000 });
    const second = await keeper.command('stop', '--within', '0.2');
    assert.match(second.stdout, /had to be killed: front (capture|ffmpeg)/);
    assert.is(second.code, 3);
    assert.is((await first).code, 3);
  });
});

stop('a keeper that dies meanwhile has not stopped in order: 3', async () => {
  await withKeeper(await runKeeper({ front: deaf() }), async (keeper) => {
    const all = keeper.processes();
    const stopping = keeper.command('stop');
    await eventually('it stops', isStopping(keeper), { withinMs: 15_000 });
    keeper.child.kill('SIGKILL');
    const { code, stderr } = await stopping;
    assert.match(stderr, /went away without telling how it stopped/);
    assert.is(code, 3);
    await untilGone(all);
  });
});

stop.run();
