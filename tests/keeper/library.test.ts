import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { map, Subject } from 'rxjs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKeeper, type Input, KeeperError, replay } from '../../index.ts';
import { formatTrace, tracer } from '../../keeper/trace.ts';
import type { KeeperInput } from '../../machines/keeper-context.ts';
import { descriptorsOf } from '../support/descriptors.ts';
import { eventually } from '../support/eventually.ts';
import { childrenOf } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camera, keeperWith, untilHealthy, untilState } from './fleet.ts';

const library = suite('library');

const rejects = async (promise: Promise<unknown>, code: string): Promise<KeeperError> => {
  const error = await promise.then(
    () => assert.unreachable('it should have been refused'),
    (thrown) => thrown,
  );
  assert.instance(error, KeeperError);
  assert.is(error.code, code);
  return error;
};

library('nothing is left after stop: processes, descriptors, directory', async () => {
  const first = await keeperWith({ front: camera() });
  await untilHealthy(first, 'front');
  await first.stop();
  const before = [...descriptorsOf('self').values()].sort(); // what libraries keep open for good
  const runtimeDirectory = join(temporaryDirectory(), 'run');
  const keeper = await keeperWith({ front: camera(), back: camera() }, { runtimeDirectory });
  await untilHealthy(keeper, 'front');
  await untilHealthy(keeper, 'back');
  assert.ok(existsSync(runtimeDirectory));
  const result = await keeper.stop();
  assert.equal(Object.keys(result.cameras).sort(), ['back', 'front']);
  assert.equal(result.cameras.front!.forced, []);
  assert.equal(childrenOf(process.pid), []);
  assert.not.ok(existsSync(runtimeDirectory));
  const shape = (values: string[]) => values.map((value) => value.replace(/\d+/g, 'N')).sort();
  assert.equal(shape([...descriptorsOf('self').values()]), shape(before));
});

library('several keepers live in one process, each on its own', async () => {
  await using one = await keeperWith({ front: camera() });
  await using other = await keeperWith({ front: camera() });
  await untilHealthy(one, 'front');
  const { capture } = await untilHealthy(other, 'front');
  await one.stop();
  assert.is((await untilHealthy(other, 'front')).capture.pid, capture.pid);
});

library('an abort signal stops it in order', async () => {
  const aborting = new AbortController();
  const keeper = await keeperWith({ front: camera() }, { signal: aborting.signal });
  await untilHealthy(keeper, 'front');
  aborting.abort();
  const { cameras } = await keeper.stopped;
  assert.equal(cameras.front?.forced, []);
  assert.equal(childrenOf(process.pid), []);
});

library('callbacks that throw harm nothing and are told', async () => {
  const troubles: unknown[] = [];
  const boom = () => {
    throw new Error('boom');
  };
  await using keeper = createKeeper({
    config: { cameras: { front: camera() } },
    inspect: boom,
    onInput: boom,
    onTrouble: (error) => troubles.push(error),
  });
  keeper.states$.subscribe(boom);
  keeper.results$.pipe(map(({ camera: name }) => name)).subscribe(boom);
  await keeper.start();
  await untilHealthy(keeper, 'front');
  await eventually('results', () => troubles.length > 50);
});

library('a bad configuration is refused before anything starts', async () => {
  const keeper = createKeeper({ config: { cameras: { front: { ffmpeg: { inputs: 'none' } } } } });
  const error = await rejects(keeper.start(), 'CONFIG_INVALID');
  assert.match(error.message, /cameras\.front\.ffmpeg\.inputs/);
  assert.equal(childrenOf(process.pid), []);
  assert.is((await keeper.stop()).abandoned.length, 0);
});

library('a stream of configurations adds, changes and removes', async () => {
  const config$ = new Subject<object>();
  await using keeper = createKeeper({ config: config$ });
  await keeper.start();
  config$.next({ cameras: { front: camera() } });
  const before = await untilHealthy(keeper, 'front');
  config$.next({ cameras: { front: camera(), back: camera() } });
  await untilHealthy(keeper, 'back');
  config$.next({ cameras: { front: { detect: 'nonsense' } } });
  assert.is(
    keeper.status().cameras.front?.capture.pid,
    before.capture.pid,
    'a bad value changes nothing',
  );
  config$.next({ cameras: { back: camera() } });
  await eventually('front left', () => !keeper.status().cameras.front);
  assert.is(keeper.status().cameras.back?.state, 'running.healthy');
});

library('commands: add, disable, enable, restart, remove', async () => {
  await using keeper = await keeperWith({});
  keeper.add('front', camera());
  const { origin, capture } = await untilHealthy(keeper, 'front');
  assert.is(origin, 'command');
  keeper.disable('front');
  const off = await untilState(keeper, 'front', 'disabled.byRequest');
  assert.is(off.ring, null);
  keeper.enable('front');
  assert.is.not((await untilHealthy(keeper, 'front')).capture.pid, capture.pid);
  keeper.restart('front', 'tracker');
  await eventually('restarted', () => keeper.status().cameras.front!.tracker.restarts === 1);
  keeper.remove('front');
  await eventually('gone', () => !keeper.status().cameras.front);
  assert.throws(() => keeper.remove('front'), /there is no camera "front"/);
});

library('a keeper in a worker is a usage error', async () => {
  const url = new URL('../../index.js', import.meta.url);
  const source = `import(${JSON.stringify(url.href)}).then(({ createKeeper }) => {
    try { createKeeper(); } catch (error) { require('node:worker_threads').parentPort.postMessage(error.code); }
  });`;
  const worker = new Worker(source, { eval: true });
  const [code] = await once(worker, 'message');
  assert.is(code, 'BAD_ARGUMENT');
  await worker.terminate();
});

library('a real run of three cameras with a crash replays with the same transitions', async () => {
  const inputs: Input[] = [];
  const trace: string[] = [];
  let start: KeeperInput | null = null;
  const keeper = await keeperWith(
    { one: camera(), two: camera(), three: camera() },
    {
      inspect: tracer((line) => trace.push(formatTrace(line))),
      onStart: (state) => {
        start = state;
      },
      onInput: (input) => inputs.push(JSON.parse(JSON.stringify(input))),
    },
  );
  for (const name of ['one', 'two', 'three']) await untilHealthy(keeper, name);
  process.kill(keeper.status().cameras.two!.capture.pid!, 'SIGKILL');
  await eventually('restarted', () => keeper.status().cameras.two!.capture.restarts === 1);
  await untilHealthy(keeper, 'two');
  await keeper.stop();
  assert.ok(trace.length > 50);
  assert.equal(replay({ start: start!, inputs }), trace);
});

library.run();
