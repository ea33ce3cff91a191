import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Clocks, realClocks } from '../../keeper/clocks.ts';
import { Observer } from '../../keeper/observer.ts';
import type { ProcessPhase } from '../../machines/process-setup.ts';
import { after, context, exit, refused, start } from './failed-camera.ts';

// When things were, and who is told of them.

const observing = suite('observer');

observing('the guard: whom it waits for is as new as the question', () => {
  const { observer, see, told } = observe();
  const seeGate = (value: string, probe: string | null) =>
    see('gate', { value, context: { probe } });
  seeGate('guarded', 'camera:b/capture');
  see('camera:a', { value: { starting: 'gated' }, context: context({ capture: 'gated' }) });
  assert.match(observer.camera('a')!.reason, /; b is tried first$/);
  seeGate('guarded', 'camera:c/capture');
  assert.match(observer.camera('a')!.reason, /; c is tried first$/);
  seeGate('open', null);
  assert.is(observer.camera('a')!.reason, 'waits for its turn to start');
  assert.is(told.length, 1, 'and it is told once');
});

type Told = { readonly camera: string; readonly state: string; readonly reason: string };

function observe(clocks: Partial<Clocks> = {}) {
  const told: Told[] = [];
  const gone: string[] = [];
  const configs: unknown[] = [];
  const swept: unknown[] = [];
  const keepers: string[] = [];
  const observer = new Observer(
    {
      onCamera: ({ camera, state, reason }) => told.push({ camera, state, reason }),
      onCameraGone: (camera) => gone.push(camera),
      onKeeper: ({ state }) => keepers.push(state),
      onConfig: (each) => configs.push(each),
      onSwept: (leftovers) => swept.push(leftovers),
    },
    { ...realClocks, ...clocks },
  );
  const see = (id: string, snapshot: object, type = 'x') =>
    observer.inspect({
      type: '@xstate.snapshot',
      snapshot,
      event: { type },
      actorRef: id === 'keeper' ? { id } : { id, _parent: { id: 'keeper' } },
    } as never);
  const keeper = { generation: 1, cameras: [], rejected: [] };
  return { observer, told, gone, configs, keepers, swept, see, keeper };
}

observing('since: kept while the state lasts; armed: anew when it is hurried', () => {
  let nowMs = start;
  const { observer, see } = observe({ wallMs: () => nowMs });
  const seeStop = (type: string) =>
    see('camera:a', { value: { stopping: 'capture' }, context: context({}) }, type);
  seeStop('process.changed');
  const first = observer.camera('a')!;
  nowMs += 5;
  seeStop('process.changed');
  assert.is(observer.camera('a')!.sinceMs, first.sinceMs);
  assert.is(observer.camera('a')!.next?.at, first.next?.at);
  seeStop('camera.hurry');
  assert.is(observer.camera('a')!.sinceMs, first.sinceMs);
  assert.ok(observer.camera('a')!.next!.at! > first.next!.at!);
});

observing('a camera whose machine threw is told broken, and gone when it is cleared away', () => {
  const { told, gone, see, keeper } = observe();
  see('camera:a', { value: { running: 'healthy' }, context: context({ capture: 'ready' }) });
  const entry = { machine: 'clearing', fault: { code: 'X', message: 'it threw' } };
  for (let n = 0; n < 2; n++) {
    see('keeper', { value: 'running', context: { ...keeper, cameras: [['a', entry]] } });
  }
  see('keeper', { value: 'running', context: keeper });
  assert.equal(told, [
    { camera: 'a', state: 'running.healthy', reason: `first frame after 412 ms, after ${refused}` },
    { camera: 'a', state: 'broken', reason: 'it threw' },
  ]);
  assert.equal(gone, ['a']);
});

observing('a camera that left something behind is not told as one that left in order', () => {
  const { told, see, keeper } = observe();
  see('camera:a', { value: { running: 'healthy' }, context: context({ capture: 'ready' }) });
  const entry = { machine: 'clearing', fault: null };
  see('keeper', { value: 'draining', context: { ...keeper, cameras: [['a', entry]] } });
  see('camera:a', { value: 'removed', context: context({}) });
  const states = told.map(({ state, reason }) => [state, reason]);
  assert.equal(states.slice(1), [['broken', 'something of it was left behind']]);
});

observing('reconnects of the last hour, by a clock that nobody sets', () => {
  let nowMs = 5;
  const { observer, see } = observe({ monotonicMs: () => nowMs });
  const stalled = { ...exit, cause: 'stalled' as const };
  const seeCapture = (phase: ProcessPhase, runs: number) => {
    const { process } = context({});
    const capture = { ...process.capture, phase, runs, exit: stalled };
    const seen = context({}, { process: { ...process, capture } });
    see('camera:a', { value: { starting: 'connecting' }, context: seen });
  };
  seeCapture('ready', 1);
  seeCapture('backingOff', 1);
  seeCapture('starting', 2);
  assert.is(observer.reconnectsLastHour('a'), 1);
  nowMs += 3_600_000;
  assert.is(observer.reconnectsLastHour('a'), 0);
});

observing('times of day are those that it is given, and no others', () => {
  const { observer, see, keeper } = observe({ wallMs: () => start });
  assert.is(observer.keeper.sinceMs, start);
  see('keeper', { value: 'running', context: keeper });
  see('camera:a', {
    value: { starting: 'backingOff' },
    context: context({ capture: 'backingOff' }),
  });
  assert.is(observer.keeper.sinceMs, start);
  const { sinceMs, next } = observer.camera('a')!;
  assert.is(sinceMs, start);
  assert.is(next?.at, after(500));
});

observing('what an earlier keeper had left is told, and nothing where there was nothing', () => {
  const { observer, swept, keeper } = observe();
  const killed = [{ pid: 7, name: 'sleep', gone: true }];
  for (const each of [[], killed]) {
    observer.inspect({
      type: '@xstate.snapshot',
      snapshot: { value: 'running', context: keeper },
      event: { type: 'reaper.swept', killed: each },
      actorRef: { id: 'keeper' },
    } as never);
  }
  assert.equal(swept, [killed]);
});

observing('configurations are told when they take effect or are refused, not at the stop', () => {
  const { configs, keepers, see, keeper } = observe();
  const at = (value: string, more: object, type: string) =>
    see('keeper', { value, context: { ...keeper, ...more } }, type);
  at('booting', { generation: 0 }, 'xstate.init');
  at('running', { generation: 1 }, 'config.changed');
  assert.is(configs.length, 1);
  at('running', { generation: 1 }, 'config.changed'); // heard again after it was deaf
  assert.is(configs.length, 1);
  at('running', { generation: 1, rejected: [{}] }, 'config.rejected');
  assert.is(configs.length, 2);
  at('draining', { generation: 2, rejected: [{}] }, 'keeper.stop');
  assert.is(configs.length, 2);
  assert.equal(keepers, ['running', 'draining']);
});

observing.run();
