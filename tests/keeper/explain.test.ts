import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraConfig } from '../../config/camera-config.ts';
import { type Clocks, realClocks } from '../../keeper/clocks.ts';
import { explainCamera, type Surroundings } from '../../keeper/explain.ts';
import { Observer } from '../../keeper/observer.ts';
import { cameraMachine } from '../../machines/camera.ts';
import { type CameraContext, freshCamera } from '../../machines/camera-context.ts';
import type { ProcessChanged, ProcessPhase } from '../../machines/process-setup.ts';
import { wish } from '../support/wish.ts';

const explaining = suite('explain');

const config: CameraConfig = wish().config;
const start = Date.parse('2026-01-01T00:00:00Z');
const times: Surroundings = {
  sinceMs: start,
  armedMs: start,
  phaseMs: { capture: start, tracker: start },
  guard: null,
};
const input = { name: 'a', path: 'camera:a', seed: 1, stopWithinMs: 8_000, fault: null };
const fresh = freshCamera(input);
const exit: NonNullable<ProcessChanged['exit']> = {
  code: 23,
  signal: null,
  cause: 'ffmpeg-died',
  detail: 'exit 1',
  lastLines: ['rtsp://admin:hunter2@host: refused'],
  forced: false,
  regionId: 1,
};

type Phases = { readonly capture?: ProcessPhase; readonly tracker?: ProcessPhase };

function context(phases: Phases, more: Partial<CameraContext> = {}): CameraContext {
  const { capture = 'off', tracker = 'off' } = phases;
  const one = { exit, runs: 2, failures: 1, delayMs: 500, readyAfterMs: 412 };
  return {
    ...fresh,
    desired: { ...fresh.desired, generation: 1, config },
    applied: { generation: 1, config },
    asked: { generation: 1, config },
    process: {
      capture: { ...fresh.process.capture, ...one, phase: capture },
      tracker: { ...fresh.process.tracker, ...one, phase: tracker },
    },
    ...more,
  };
}

/** Every atomic state of the chart, as `running.healthy`. */
function statesOf(node: { readonly states?: object }, path: readonly string[] = []): string[] {
  const inner = Object.entries(node.states ?? {});
  if (inner.length === 0) return [path.join('.')];
  return inner.flatMap(([name, state]) => statesOf(state, [...path, name]));
}
const phases: readonly ProcessPhase[] = [
  'off',
  'gated',
  'starting',
  'ready',
  'stopping',
  'backingOff',
];

explaining(
  'every state in every phase of its processes has a reason, and times that are times',
  () => {
    const states = statesOf(cameraMachine.config as { states: object });
    assert.ok(states.length > 12);
    for (const state of states) {
      for (const capture of phases) {
        for (const tracker of phases) {
          const where = `${state}, capture ${capture}, tracker ${tracker}`;
          const { reason, next } = explainCamera(state, context({ capture, tracker }), times);
          assert.ok(reason.length > 3 && reason !== state, where);
          assert.not.match(reason, /undefined|null|NaN|hunter2|\[object/, where);
          if (next?.at) assert.ok(Date.parse(next.at) >= start, where);
        }
      }
    }
  },
);

const why = (state: string, with_: CameraContext) => explainCamera(state, with_, times);
const after = (ms: number) => new Date(start + ms).toISOString();

explaining('backing off: what happened, masked, when the next attempt is, and which', () => {
  const { reason, next } = why('starting.backingOff', context({ capture: 'backingOff' }));
  assert.is(reason, 'capture: ffmpeg ended with exit 1: rtsp://*:*@host: refused');
  assert.equal(next, { action: 'start capture', at: after(500), attempt: 2 });
});

explaining('connecting: the first attempt, a later one, and one that is being given up', () => {
  const first = context({ capture: 'starting' });
  const capture = { ...first.process.capture, runs: 1, exit: null };
  const fresh = { ...first, process: { ...first.process, capture } };
  assert.is(why('starting.connecting', fresh).reason, 'waiting for the first frame');
  const again = why('starting.connecting', first);
  assert.match(again.reason, /^waiting for the first frame, after capture: ffmpeg ended/);
  const { firstFrameSeconds } = config.timeouts;
  assert.is(again.next?.at, after(firstFrameSeconds * 1000));
  const ending = why('starting.connecting', context({ capture: 'stopping' }));
  assert.is(ending.next?.action, 'kill capture');
});

explaining('degraded says what is with the tracker', () => {
  const reason = (tracker: ProcessPhase) =>
    why('running.degraded', context({ capture: 'ready', tracker })).reason;
  assert.match(reason('backingOff'), /^tracker: /);
  assert.match(reason('starting'), /^the tracker is starting, after tracker: /);
  assert.match(reason('stopping'), /is ending, to start again/);
});

explaining('stopping says why, and when it is forced', () => {
  const stopping = (more: Partial<CameraContext['desired']>) => {
    const desired = { ...fresh.desired, generation: 2, ...more };
    return why('stopping.capture', context({ capture: 'stopping' }, { desired }));
  };
  assert.match(stopping({ leaving: true }).reason, /^leaving; capture is ending/);
  assert.match(stopping({ disabledBy: 'request' }).reason, /^disabled by command/);
  assert.match(stopping({ disabledBy: 'config' }).reason, /^disabled in the configuration/);
  assert.match(stopping({ config }).reason, /^needs memory of another size/);
  const { next } = stopping({ leaving: true });
  assert.equal(next, { action: 'kill capture', at: after(2_000), attempt: null });
});

explaining('a fault is told without credentials', () => {
  const fault = { code: 'X', message: 'rtsp://admin:hunter2@host is no good' };
  for (const state of ['disabled.faulted', 'broken']) {
    assert.match(why(state, context({}, { fault })).reason, /rtsp:\/\/\*:\*@host is no good/);
  }
});

explaining('the guard: who is tried first, but not of a first start', () => {
  const gated = context({ capture: 'gated' });
  const words = (probe: string | null, with_ = gated) =>
    explainCamera('starting.gated', with_, { ...times, guard: { probe } });
  const { reason, next } = words('front');
  assert.is(reason, 'waits: many cameras failed at once; front is tried first');
  assert.is(next?.attempt, 2);
  assert.match(words(null).reason, /at once; they are tried one at a time$/);
  const capture = { ...gated.process.capture, failures: 0 };
  const first = words('front', { ...gated, process: { ...gated.process, capture } });
  assert.equal(first, { reason: 'waits for its turn to start', next: null });
});

explaining('the guard: whom it waits for is as new as the question', () => {
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
      onProcess: () => {},
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
  const keeper = { generation: 1, cameras: {}, rejected: [] };
  return { observer, told, gone, configs, keepers, swept, see, keeper };
}

explaining('since: kept while the state lasts; armed: anew when it is hurried', () => {
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

explaining('a camera whose machine threw is told broken, and gone when it is cleared away', () => {
  const { told, gone, see, keeper } = observe();
  see('camera:a', { value: { running: 'healthy' }, context: context({ capture: 'ready' }) });
  const entry = { machine: 'clearing', fault: { code: 'X', message: 'it threw' } };
  for (let n = 0; n < 2; n++) {
    see('keeper', { value: 'running', context: { ...keeper, cameras: { a: entry } } });
  }
  see('keeper', { value: 'running', context: keeper });
  assert.equal(told, [
    { camera: 'a', state: 'running.healthy', reason: 'first frame after 412 ms' },
    { camera: 'a', state: 'broken', reason: 'it threw' },
  ]);
  assert.equal(gone, ['a']);
});

explaining('reconnects of the last hour, by a clock that nobody sets', () => {
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

explaining('times of day are those that it is given, and no others', () => {
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

explaining('what an earlier keeper had left is told, and nothing where there was nothing', () => {
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

explaining('configurations are told when they take effect or are refused, not at the stop', () => {
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

explaining.run();
