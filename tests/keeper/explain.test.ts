import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { explainCamera } from '../../keeper/explain.ts';
import { cameraMachine } from '../../machines/camera.ts';
import type { CameraContext } from '../../machines/camera-context.ts';
import type { ProcessPhase } from '../../machines/process-setup.ts';
import { wish } from '../support/wish.ts';
import { after, config, context, exit, fresh, refused, start, times } from './failed-camera.ts';

const explaining = suite('explain');

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

explaining('healthy: what came last, and why it had to', () => {
  const both = context({ capture: 'ready', tracker: 'ready' });
  assert.is(why('running.healthy', both).reason, `first frame after 412 ms, after ${refused}`);
  const newer = { ...times, phaseMs: { ...times.phaseMs, tracker: start + 1 } };
  assert.is(
    explainCamera('running.healthy', both, newer).reason,
    `the tracker takes frames again, after ${refused.replace('capture', 'tracker')}`,
  );
  const asked = { ...both.process.capture, exit: { ...exit, cause: 'asked' as const } };
  const restarted = { ...both, process: { ...both.process, capture: asked } };
  assert.is(why('running.healthy', restarted).reason, 'first frame after 412 ms');
});

explaining('degraded: what is done with the tracker, and when', () => {
  const next = (tracker: ProcessPhase) =>
    why('running.degraded', context({ capture: 'ready', tracker })).next;
  const { readySeconds, stopSeconds } = config.timeouts;
  assert.equal(next('backingOff'), { action: 'start tracker', at: after(500), attempt: 2 });
  assert.is(next('starting')?.at, after(readySeconds * 1000));
  assert.equal(next('stopping'), {
    action: 'kill tracker',
    at: after(stopSeconds * 500),
    attempt: null,
  });
});

explaining('degraded says what is with the tracker', () => {
  const reason = (tracker: ProcessPhase) =>
    why('running.degraded', context({ capture: 'ready', tracker })).reason;
  assert.match(reason('backingOff'), /^tracker: /);
  assert.match(reason('starting'), /^the tracker is starting, after tracker: /);
  assert.match(reason('stopping'), /is ending, to start again/);
});

explaining('degraded says what is with the recording, and with both', () => {
  const applied = { generation: 1, config: wish({ record: 'apart' }).config };
  const of = (tracker: ProcessPhase, recorder: ProcessPhase) =>
    why('running.degraded', context({ capture: 'ready', tracker, recorder }, { applied }));
  const { reason, next } = of('ready', 'backingOff');
  assert.match(reason, /^not recording: recorder: ffmpeg ended with exit 1/);
  assert.equal(next, { action: 'start recorder', at: after(500), attempt: 2 });
  assert.is(of('ready', 'gated').reason, 'not recording: the recorder waits for its turn to start');
  assert.match(
    of('starting', 'starting').reason,
    /^the tracker .*; not recording: the recorder is/,
  );
  assert.match(of('starting', 'ready').reason, /^the tracker is starting/);
});

explaining('degraded says why capture does not record', () => {
  const applied = { generation: 1, config: wish({ record: 'shared' }).config };
  const both = context({ capture: 'ready', tracker: 'ready' }, { applied });
  const recording = { isUp: false, fault: 'disk full: 5 MB needed in /r' };
  const capture = { ...both.process.capture, recording };
  const { reason } = why('running.degraded', { ...both, process: { ...both.process, capture } });
  assert.is(reason, 'not recording: disk full: 5 MB needed in /r');
  assert.match(why('running.degraded', both).reason, /capture begins its first segment$/);
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

explaining('faulted: one without memory starts by itself, one that broke does not', () => {
  const faulted = (code: string) =>
    why('disabled.faulted', context({}, { fault: { code, message: 'needs 14 MiB' } })).next?.action;
  const rest = 'when its configuration changes, or on `restart`';
  const room = 'when there is room (looked for every 10 s)';
  assert.is(faulted('MEMORY_REFUSED'), `start ${room}, ${rest}`);
  assert.is(faulted('ACTOR_BROKEN'), `start ${rest}`);
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

explaining.run();
