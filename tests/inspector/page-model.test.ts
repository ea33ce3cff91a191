import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraRow, StoryEvent } from '../../inspector/api.ts';
import { delayOf, lightOf, lightsOf } from '../../inspector/page/model/chart-lights.ts';
import { concerns, eventWords, laneOf, stepOf } from '../../inspector/page/model/lanes.ts';
import { lastWords, signOf } from '../../inspector/page/model/look.ts';
import { hashOf, routeOf } from '../../inspector/page/model/route.ts';
import { chosen, type Rows, withChange } from '../../inspector/page/model/rows.ts';
import { createStore } from '../../inspector/page/model/store.ts';
import {
  countUpTo,
  emptyStory,
  eventsMax,
  lastMoveOf,
  lastOf,
  spansOf,
  stepFrom,
  withNewer,
} from '../../inspector/page/model/story.ts';
import { shortDuration, timeLeft } from '../../inspector/page/model/words.ts';

// What the page works out, without a browser.

const model = suite('inspector page: model');

const heard = (sequence: number, state: string, more: Partial<StoryEvent> = {}): StoryEvent => ({
  sequence,
  at: sequence * 1000,
  path: 'camera:front',
  event: 'process.changed',
  from: 'camera:front/capture',
  state,
  transition: `to ${state} 0`,
  ...more,
});
const events = [
  heard(1, 'disabled.byConfig', { transition: null }),
  heard(2, 'starting.connecting'),
  heard(3, 'starting.connecting'),
  heard(4, 'alive.ready', { path: 'camera:front/capture' }),
  heard(5, 'running.healthy'),
];

model('a story takes what is newer, once, and is bounded', () => {
  const first = withNewer(emptyStory, { events: events.slice(0, 3), lost: 0 });
  const both = withNewer(first, { events: events.slice(1), lost: 2 });
  assert.equal(both, { events, lost: 2, isWhole: false });
  const many = Array.from({ length: eventsMax + 10 }, (_, index) => heard(index + 6, 'off'));
  const full = withNewer(both, { events: many, lost: 0 });
  assert.is(full.events.length, eventsMax);
  assert.is(full.events.at(-1)!.sequence, eventsMax + 15);
});

model('the state of a time, and the move that led there', () => {
  assert.is(countUpTo(events, 3500), 3);
  assert.is(lastOf(events, 'camera:front', 4500)?.state, 'starting.connecting');
  assert.is(lastMoveOf(events, 'camera:front', 4500)?.sequence, 2, 'not the one that stayed');
  assert.is(lastOf(events, 'camera:front', 500), null);
});

model('steps go from move to move', () => {
  assert.is(stepFrom(events, 2000, 1), 4000);
  assert.is(stepFrom(events, 5000, 1), null);
  assert.is(stepFrom(events, 5000, -1), 4000);
  assert.is(stepFrom(events, 2000, -1), null);
});

model('spans follow one another within the time that is asked for', () => {
  assert.equal(spansOf(events, 'camera:front', { fromMs: 1500, toMs: 9000 }), [
    { state: 'disabled.byConfig', fromMs: 1500, toMs: 2000 },
    { state: 'starting.connecting', fromMs: 2000, toMs: 5000 },
    { state: 'running.healthy', fromMs: 5000, toMs: 9000 },
  ]);
});

const row = (name: string, state: string, more: Partial<CameraRow> = {}): CameraRow => {
  const figures = { fps: 5, droppedTotal: 0, size: null };
  return { name, state, sinceMs: 0, reason: '', next: null, ...figures, ...more };
};
const rows: Rows = new Map(
  [
    row('cam-10', 'running.healthy'),
    row('cam-9', 'starting.backingOff', { reason: 'Connection refused' }),
    row('front_door', 'disabled.faulted', { fps: null }),
    row('front', 'running.healthy', { fps: 4 }),
  ].map((one) => [one.name, one]),
);
const names = (wanted: Partial<Parameters<typeof chosen>[1]>) =>
  chosen(rows, {
    text: '',
    sign: null,
    order: { column: 'name', isDescending: false },
    ...wanted,
  }).map(({ name }) => name);

model('rows are chosen by every word and by sign, and put in order', () => {
  assert.equal(names({}), ['cam-9', 'cam-10', 'front', 'front_door']);
  assert.equal(names({ text: 'REFUSED cam' }), ['cam-9']);
  assert.equal(names({ sign: 'ok' }), ['cam-10', 'front']);
  const urgent = { column: 'state', isDescending: false } as const;
  assert.equal(names({ order: urgent }), ['front_door', 'cam-9', 'cam-10', 'front']);
  const slow = { column: 'fps', isDescending: false } as const;
  assert.equal(names({ order: slow }), ['front_door', 'front', 'cam-9', 'cam-10']);
});

model('changes are laid over the rows; a whole fleet takes their place', () => {
  const change = { at: 0, changed: [row('new', 'running.healthy')], removed: ['front'] };
  const next = withChange(rows, { ...change, isWhole: false });
  assert.equal([...next.keys()], ['cam-10', 'cam-9', 'front_door', 'new']);
  assert.equal([...withChange(rows, { ...change, isWhole: true }).keys()], ['new']);
});

model('lanes: another camera stands outside', () => {
  assert.is(laneOf('camera:front/capture/run#2'), 'capture');
  assert.is(laneOf('camera:front'), 'camera');
  const granted = { path: 'keeper', from: 'camera:yard/capture' };
  assert.equal(stepOf(granted, 'front'), {
    from: 'outside',
    to: 'keeper',
    isTimer: false,
    stranger: 'yard',
  });
  assert.is(stepOf({ path: 'camera:front', from: 'timer' }, 'front').from, 'camera');
  const handedOn = { path: 'keeper', from: 'gate', about: 'yard' };
  assert.is(stepOf(handedOn, 'front').stranger, 'yard');
  assert.is(concerns(handedOn, 'front'), false);
  assert.is(concerns(handedOn, 'yard'), true);
  assert.is(concerns({ path: 'keeper', from: 'outside' }, 'front'), true);
});

model('what XState says by itself is said in words', () => {
  const said = ['xstate.init', 'xstate.after.backOff.process.backingOff', 'process.ready'];
  assert.equal(said.map(eventWords), ['begins', 'after backOff', 'process.ready']);
  assert.is(eventWords('xstate.error.actor.run'), 'run broke');
});

model('what of a chart is lit', () => {
  const lights = lightsOf('alive.ready', { move: heard(7, 'x'), last: null });
  assert.is(lightOf('alive.ready', lights), 'lit');
  assert.is(lightOf('alive', lights), 'around');
  assert.is(lightOf('alive.re', lights), null);
  assert.ok(lights.traced.has('to x 0'));
  assert.is(delayOf('alive.starting after readyWithin 0'), 'readyWithin');
  assert.is(delayOf('alive process.exited 1'), null);
});

model('every state has a sign', () => {
  const expected = {
    'running.healthy': 'ok',
    'running.degraded': 'warn',
    'starting.backingOff': 'retry',
    'starting.gated': 'wait',
    'starting.connecting': 'busy',
    'stopping.capture': 'stop',
    'disabled.byRequest': 'off',
    'disabled.faulted': 'bad',
    broken: 'bad',
    'alive.ready': 'ok',
  };
  for (const [state, sign] of Object.entries(expected)) assert.is(signOf(state), sign, state);
  assert.is(lastWords('starting.backingOff'), 'backing off');
});

model('an address names a camera, whatever it is called', () => {
  assert.equal(routeOf(hashOf({ camera: 'a/b ü' })), { camera: 'a/b ü' });
  assert.equal(routeOf('#/camera/%'), { camera: null });
  assert.equal(routeOf(''), { camera: null });
});

model('listeners hear once of many changes', () => {
  const tasks: (() => void)[] = [];
  const store = createStore({ count: 0 }, (task) => tasks.push(task));
  let told = 0;
  store.listen(() => told++);
  for (let count = 1; count <= 5; count++) store.set({ count });
  assert.is(tasks.length, 1);
  tasks[0]!();
  assert.equal([told, store.get().count], [1, 5]);
});

model('times in words', () => {
  assert.equal([timeLeft(-5), timeLeft(4240), timeLeft(65_000)], ['now', '4.2 s', '65 s']);
  assert.equal([shortDuration(350), shortDuration(4200)], ['350 ms', '4.2 s']);
});

model.run();
