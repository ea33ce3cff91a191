import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RunCommand, RunFact, RunInput } from '../../../actors/contracts.ts';
import { type Run, type RunContext, runActor } from '../../../actors/process/run-actor.ts';
import type { World } from '../../../actors/world.ts';
import { KeeperError } from '../../../config/errors.ts';
import { descriptorsOf } from '../../support/descriptors.ts';
import { type Edge, edgeWorld, startEdge } from '../../support/edge.ts';
import { eventually } from '../../support/eventually.ts';
import { identify, runningProcesses, untilGone } from '../../support/processes.ts';

// One OS process under its actor, with programs of one line.

const runs = suite('run actor');

const shell = (script: string): Run => ({
  argv: ['sh', '-c', script],
  descriptors: [],
  deathSignal: 'KILL',
  configure: () => {},
  exitOf: (exit) => ({ ...exit, cause: 'crashed', detail: null }),
  isHung: () => false,
  close: () => {},
});

type RunEdge = Edge<RunFact, RunCommand>;

function start(world: World, prepare: (run: RunContext) => Run | Promise<Run>): RunEdge {
  const want = { region: { id: 1 } } as RunInput['want'];
  const input: RunInput = { path: 'camera:a/capture/run', camera: 'a', role: 'capture', want };
  const roles = { capture: prepare, tracker: prepare, recorder: prepare };
  return startEdge(runActor(world, roles), input);
}

async function exitOf(edge: RunEdge) {
  const exited = () => edge.facts.find((fact) => fact.type === 'process.exited');
  return (await eventually('an exit', exited, { seen: () => edge.facts })).exit;
}

const pidOf = (edge: RunEdge): number =>
  (edge.facts.find(({ type }) => type === 'process.spawned') as { pid: number }).pid;

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

runs('spawned, exited with what it said last, and nothing is held', async () => {
  const world = edgeWorld();
  let closed = 0;
  const edge = start(world, () => ({
    ...shell('echo one >&2; printf "rtsp://u:p@h/ refused" >&2; exit 3'),
    close: () => closed++,
  }));
  assert.is(world.holdings.processesOf('a').length, 1);
  const exit = await exitOf(edge);
  assert.is(exit.code, 3);
  assert.equal(exit.lastLines, ['one', 'rtsp://*:*@h/ refused']);
  assert.equal(
    world.logs.under('camera:a').map(({ path }) => path),
    ['camera:a/capture', 'camera:a/capture'],
  );
  assert.equal(world.holdings.processesOf(null), []);
  assert.is(closed, 1);
  assert.is(edge.facts.filter(({ type }) => type === 'process.exited').length, 1);
  edge.stop();
});

runs('lines on its own pipe are heard to the last one, before the exit is told', async () => {
  for (let n = 0; n < 10; n++) {
    const heard: string[] = [];
    const edge = start(edgeWorld(), () => ({
      ...shell('echo frame >&3; echo end asked >&3'),
      descriptors: ['lines'],
      onLine: (line) => heard.push(line),
      exitOf: (exit) => ({ ...shell('').exitOf(exit), detail: heard.join() }),
    }));
    assert.is((await exitOf(edge)).detail, 'frame,end asked');
    edge.stop();
  }
});

runs('a stranger that holds its pipes is not waited for, and its group goes with it', async () => {
  const before = descriptorsOf('self').size;
  const edge = start(edgeWorld(), () => ({
    ...shell('sleep 60 & echo $! >&2; setsid sleep 60 & echo $! >&2; sleep 0.1'),
    descriptors: ['lines'],
  }));
  const { lastLines } = await exitOf(edge);
  const [helper, stranger] = lastLines.map(Number);
  await eventually('its group is gone', () => !isRunning(helper!));
  assert.ok(isRunning(stranger!));
  process.kill(stranger!, 'SIGKILL');
  await eventually('closed', () => descriptorsOf('self').size === before);
  edge.stop();
});

const isRunning = (pid: number) => runningProcesses().some((process) => process.pid === pid);

runs('a disk that is full is a cause of its own', async () => {
  const edge = start(edgeWorld(), async () => {
    throw new KeeperError('DISK_FULL', '500 MB needed in /r');
  });
  const { cause, detail } = await exitOf(edge);
  assert.equal([cause, detail], ['disk-full', '500 MB needed in /r']);
  edge.stop();
});

const neverStarts: Readonly<Record<string, (run: RunContext) => Run>> = {
  'a factory that throws': () => {
    throw new Error('no: rtsp://admin:hunter2@host/');
  },
  'an argument list that is too long': () => ({ ...shell('x'), argv: ['a', 'x'.repeat(2 ** 22)] }),
};

for (const [name, prepare] of Object.entries(neverStarts)) {
  runs(`${name}: never spawned, told as an exit, nothing is left`, async () => {
    const world = edgeWorld();
    const before = timers();
    let closed = 0;
    const edge = start(world, (run) => ({ ...prepare(run), close: () => closed++ }));
    const exit = await exitOf(edge);
    assert.is(exit.cause, 'not-spawned');
    assert.ok(exit.detail);
    assert.not.match(exit.detail!, /hunter2/);
    assert.is(edge.hasThrown(), false);
    edge.send({ type: 'process.signal', signal: 'SIGTERM' });
    assert.is(timers(), before, 'the hang watch rests');
    assert.is(closed, name === 'a factory that throws' ? 0 : 1);
    assert.equal(world.holdings.processesOf(null), []);
    edge.stop();
  });
}

runs('a run that takes a while to prepare: asked to end meanwhile, it never starts', async () => {
  const world = edgeWorld();
  let closed = 0;
  let ready = (_: Run): void => {};
  const prepared = new Promise<Run>((resolve) => {
    ready = resolve;
  });
  const edge = start(world, () => prepared);
  edge.send({ type: 'process.signal', signal: 'SIGTERM' });
  assert.is((await exitOf(edge)).cause, 'asked');
  ready({ ...shell('sleep 60'), close: () => closed++ });
  await eventually('what was prepared is closed', () => closed === 1);
  assert.equal(world.holdings.processesOf(null), []);
  assert.is(edge.facts.length, 1);
  edge.stop();
});

runs(
  'two at once: the second starts in a later turn; asked to end before, it never does',
  async () => {
    const world = edgeWorld();
    const prepared: string[] = [];
    const begin = (name: string) =>
      start(world, () => {
        prepared.push(name);
        return shell('exec sleep 60');
      });
    const [first, second, third] = [begin('first'), begin('second'), begin('third')];
    assert.equal(prepared, ['first']);
    second.send({ type: 'process.signal', signal: 'SIGTERM' });
    assert.is((await exitOf(second)).cause, 'asked');
    await eventually('the third starts', () => prepared.includes('third'));
    assert.equal(prepared, ['first', 'third']);
    for (const edge of [first, third]) {
      edge.send({ type: 'process.signal', signal: 'SIGKILL' });
      assert.is((await exitOf(edge)).signal, 'SIGKILL');
      edge.stop();
    }
    second.stop();
  },
);

runs('settings that are newer than the preparation reach the process', async () => {
  const told: unknown[] = [];
  const edge = start(edgeWorld(), async () => ({
    ...shell('read never'),
    configure: ({ generation }) => told.push(generation),
  }));
  edge.send({ type: 'process.configure', want: { generation: 7 } as RunInput['want'] });
  await eventually('spawned', () => edge.facts.length > 0);
  assert.equal(told, [7]);
  edge.send({ type: 'process.signal', signal: 'SIGKILL' });
  await exitOf(edge);
  edge.stop();
});

runs('a program that is not there ends as the launcher says', async () => {
  const edge = start(edgeWorld(), () => ({ ...shell(''), argv: ['/nowhere/capture'] }));
  const exit = await exitOf(edge);
  assert.is(exit.code, 127);
  assert.match(exit.lastLines.join(), /nowhere.capture: No such file/);
  edge.stop();
});

runs(
  "an embedder's run whose every callback throws is told of, and ends all the same",
  async () => {
    const boom = (): never => {
      throw new Error('boom');
    };
    const world = edgeWorld();
    const edge = start(world, () => ({
      ...shell('echo line >&3; read never'),
      descriptors: ['lines'],
      onLine: boom,
      configure: boom,
      exitOf: boom,
      isHung: boom,
      close: boom,
    }));
    await eventually('the line', () => world.troubles.length > 0);
    world.hangWatch.look();
    edge.send({ type: 'process.configure', want: { region: { id: 1 } } as RunInput['want'] });
    edge.send({ type: 'process.signal', signal: 'SIGKILL' });
    const exit = await exitOf(edge);
    assert.is(exit.cause, 'crashed');
    assert.is(edge.hasThrown(), false);
    assert.ok(world.troubles.length >= 4);
    edge.stop();
  },
);

runs('a scope that is left before the exit takes its process with it', async () => {
  const world = edgeWorld();
  const edge = start(world, () => shell('trap "" TERM; sleep 60'));
  await eventually('spawned', () => edge.facts.length > 0);
  const child = identify(pidOf(edge));
  edge.stop();
  await untilGone([child], 2_000);
  await eventually('nothing is held', () => world.holdings.processesOf(null).length === 0);
});

runs.run();
