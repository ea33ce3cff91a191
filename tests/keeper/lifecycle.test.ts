import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Observable, of, Subject, throwError } from 'rxjs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { request } from '../../bus/control-client.ts';
import { createKeeper, type Keeper, KeeperError, type KeeperOptions } from '../../index.ts';
import { descriptorsOf } from '../support/descriptors.ts';
import { eventually, within } from '../support/eventually.ts';
import { childrenOf, untilGone } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camera, keeperWith, processesOf, untilHealthy } from './fleet.ts';

// Every way in and out of a keeper: nothing stays behind on any of them.

const lifecycle = suite('lifecycle');

const directories: string[] = [];
function make(options: KeeperOptions = {}): Keeper {
  const runtimeDirectory = join(temporaryDirectory('lifecycle'), 'run');
  directories.push(runtimeDirectory);
  return createKeeper({ runtimeDirectory, ...options });
}
const nothingIsLeft = () => {
  const left = directories.splice(0).filter((directory) => existsSync(directory));
  assert.equal([...left, ...childrenOf(process.pid)], []);
};
/** A test, and that nothing is left after it. uvu swallows what its own hooks throw. */
const leavesNothing = (name: string, act: () => Promise<void>) =>
  lifecycle(name, async () => {
    await act();
    nothingIsLeft();
  });

const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'fulfilled',
    (error) => (error instanceof KeeperError ? error.code : String(error)),
  );

leavesNothing('two calls of start: one keeper', async () => {
  const keeper = make();
  const both = await Promise.all([codeOf(keeper.start()), codeOf(keeper.start())]);
  assert.equal(both, ['fulfilled', 'BAD_ARGUMENT']);
  await keeper.stop();
  assert.is(await codeOf(keeper.start()), 'BAD_ARGUMENT');
});

leavesNothing(
  '`stopped` waits for the end, also when it is asked for before the start',
  async () => {
    const keeper = make();
    let isStopped = false;
    void keeper.stopped.then(() => {
      isStopped = true;
    });
    await keeper.start();
    assert.is(isStopped, false);
    await keeper.stop();
    assert.is(isStopped, true);
  },
);

leavesNothing('stopped before it was started: it never starts', async () => {
  const keeper = make();
  assert.equal(await keeper.stop(), { cameras: {}, abandoned: [], fault: null });
  assert.is(await codeOf(keeper.start()), 'KEEPER_STOPPED');
});

leavesNothing('stopped while it starts', async () => {
  const keeper = make({ config: { cameras: { front: camera() } } });
  const starting = codeOf(keeper.start());
  await within('the stop', keeper.stop());
  assert.is(await starting, 'KEEPER_STOPPED');
});

leavesNothing('stopped by its own callbacks: before it boots, and as it does', async () => {
  const early = make({ onStart: () => void early.stop() });
  assert.is(await within('the start', codeOf(early.start())), 'KEEPER_STOPPED');
  const late = make({
    inspect: ({ type }) => {
      if (type === '@xstate.snapshot') void late.stop();
    },
  });
  const starting = codeOf(late.start());
  await within('the stop', late.stopped);
  assert.ok(['fulfilled', 'KEEPER_STOPPED'].includes(await starting));
});

leavesNothing('aborted before and while it starts', async () => {
  assert.is(await codeOf(make({ signal: AbortSignal.abort() }).start()), 'KEEPER_STOPPED');
  const aborting = new AbortController();
  const keeper = make({ signal: aborting.signal });
  const starting = codeOf(keeper.start());
  aborting.abort();
  assert.is(await starting, 'KEEPER_STOPPED');
  await within('the end', keeper.stopped);
});

leavesNothing(
  'a start that fails half way leaves nothing, and `stop` after it resolves',
  async () => {
    const before = descriptorsOf('self').size;
    const taken = make();
    await taken.start();
    const [runtimeDirectory] = directories;
    assert.is(await codeOf(make({ runtimeDirectory: runtimeDirectory! }).start()), 'INSTANCE_HELD');
    const bad = make({ publishOn: ['nonsense://'] });
    assert.is.not(await codeOf(bad.start()), 'fulfilled');
    await within('the stop', bad.stop());
    await taken.stop();
    await eventually('closed', () => descriptorsOf('self').size <= before);
  },
);

leavesNothing('callbacks that throw, the one that is told of it included', async () => {
  const boom = () => {
    throw new Error('boom');
  };
  const warnings: string[] = [];
  const onWarning = ({ message }: Error) => warnings.push(message);
  process.on('warning', onWarning);
  const keeper = make({ onStart: boom, onInput: boom, inspect: boom, onTrouble: boom });
  await keeper.start();
  await keeper.stop();
  await eventually('told', () => warnings.length > 0);
  process.off('warning', onWarning);
  assert.match(warnings[0]!, /boom/);
});

const streams: Readonly<Record<string, Observable<object>>> = {
  'is no configuration': of({ cameras: [] }),
  'cannot be written down': of({ self: 1n }),
  'is nothing': of(undefined as unknown as object),
  'fails at once': throwError(() => new Error('rtsp://admin:hunter2@host')),
  'throws when it is listened to': new Observable<object>(() => {
    throw new Error('boom');
  }),
};
for (const [name, config] of Object.entries(streams)) {
  leavesNothing(`a first configuration of an embedder that ${name} fails the start`, async () => {
    const error = await make({ config })
      .start()
      .catch((thrown) => thrown);
    assert.is(error.code, 'CONFIG_INVALID');
    assert.not.match(error.message, /hunter2/);
  });
}

leavesNothing(
  'a stream that says nothing at first, bad things later, and fails: it runs on',
  async () => {
    const config$ = new Subject<object>();
    const keeper = make({ config: config$ });
    await keeper.start();
    config$.next({ cameras: { front: camera() } });
    await eventually('there', () => keeper.status().cameras.front);
    config$.next({ self: 1n });
    config$.next(null as unknown as object);
    config$.error(new Error('gone'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(keeper.status().cameras.front);
    await keeper.stop();
  },
);

leavesNothing('deadlines that are none are refused', async () => {
  assert.throws(() => make({ stopWithinMs: Number.NaN }), /milliseconds/);
  const keeper = make();
  await keeper.start();
  for (const withinMs of [Number.NaN, Number.POSITIVE_INFINITY, -1]) {
    assert.throws(() => keeper.stop({ withinMs }), /milliseconds/);
  }
  assert.is(keeper.status().state, 'running');
  await keeper.stop();
});

leavesNothing('a deadline of months does not ring at once', async () => {
  const keeper = make({ config: { cameras: { front: camera() } } });
  await keeper.start();
  await untilHealthy(keeper, 'front');
  const { cameras } = await keeper.stop({ withinMs: 2 ** 40 });
  assert.equal(cameras.front?.forced, []);
});

leavesNothing('what is wished of a keeper that stops is refused, not forgotten', async () => {
  const keeper = make({ config: { cameras: { front: camera() } } });
  await keeper.start();
  await untilHealthy(keeper, 'front');
  const stopping = keeper.stop();
  const wishes: (() => unknown)[] = [
    () => keeper.add('back', camera()),
    () => keeper.remove('front'),
    () => keeper.enable('front'),
    () => keeper.disable('front'),
    () => keeper.restart('front'),
  ];
  for (const wish of wishes) assert.throws(wish, /stopping or has stopped/);
  assert.is(await codeOf(keeper.reload()), 'KEEPER_STOPPED');
  await stopping;
});

leavesNothing('a stop by command is answered, of a keeper without cameras too', async () => {
  const keeper = make();
  await keeper.start();
  const url = `ipc://${directories[0]}/control`;
  const answer = await request(url, { command: 'stop' }, { timeoutMs: 5_000 });
  assert.equal(answer, { pid: process.pid });
  await within('the end', keeper.stopped);
});

leavesNothing('a runtime directory that somebody removed does not spoil the end', async () => {
  const keeper = make({ onTrouble: (error) => assert.unreachable(String(error)) });
  await keeper.start();
  rmSync(directories[0]!, { recursive: true });
  await within('the end', keeper.stop());
  const other = make();
  await other.start();
  rmSync(directories[1]!, { recursive: true });
  mkdirSync(directories[1]!);
  await within('the end', other.stop());
  assert.ok(existsSync(directories[1]!), 'it is not ours any more');
  rmSync(directories[1]!, { recursive: true });
});

leavesNothing(
  "the keeper's own machine breaks: everything is killed, closed and told",
  async () => {
    const before = descriptorsOf('self').size;
    let isPoisoned = false;
    const keeper = make({
      config: { cameras: { front: camera() } },
      // the root chart throws where it looks at this
      inspect: ({ actorRef, type }) => {
        if (!isPoisoned || type !== '@xstate.snapshot') return;
        isPoisoned = false;
        let root = actorRef as { _parent?: unknown; send?: (event: object) => void };
        while (root._parent) root = root._parent as typeof root;
        queueMicrotask(() =>
          root.send?.({
            type: 'reaper.cleared',
            get camera(): string {
              throw new Error('rtsp://admin:hunter2@host');
            },
          }),
        );
      },
    });
    await keeper.start();
    const all = processesOf(await untilHealthy(keeper, 'front'));
    isPoisoned = true;
    keeper.restart('front', 'tracker');
    assert.is(await codeOf(within('the end', keeper.stopped)), 'ACTOR_BROKEN');
    await untilGone(all, 0);
    const { state, cameras } = keeper.status();
    assert.is(state, 'broken');
    assert.is(cameras.front?.state, 'broken');
    await new Promise((resolve) => setTimeout(resolve, 600)); // longer than any first back-off
    assert.equal(childrenOf(process.pid), [], 'nothing is started again');
    await eventually('closed', () => descriptorsOf('self').size <= before);
    assert.is(await codeOf(keeper.stop()), 'ACTOR_BROKEN');
  },
);

leavesNothing(
  'frames stay counted over a change of size, and begin anew after a disabling',
  async () => {
    const keeper = await keeperWith({});
    keeper.add('front', camera());
    await untilHealthy(keeper, 'front');
    const front = () => keeper.status().cameras.front!;
    await eventually('frames', () => front().capture.framesTotal > 10);
    const before = front();
    keeper.add('front', camera(undefined, { detect: { width: 160, height: 120, fps: 10 } }));
    await eventually('the other size', () => front().ring?.width === 160, { withinMs: 10_000 });
    assert.ok(front().capture.framesTotal >= before.capture.framesTotal);
    assert.ok(front().tracker.framesTotal >= before.tracker.framesTotal);
    keeper.disable('front');
    await eventually('off', () => front().state === 'disabled.byRequest');
    assert.is(front().capture.framesTotal, 0);
    await keeper.stop();
  },
);

lifecycle.run();
