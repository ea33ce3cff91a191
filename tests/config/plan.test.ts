import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Desired, DesiredCamera } from '../../config/desired.ts';
import { isChange, planOf, planWords } from '../../config/plan.ts';
import { memoryAsIf } from '../../config/plan-memory.ts';
import { regionBytes } from '../../config/region-shape.ts';
import { wish } from '../support/wish.ts';

const desired = (cameras: Record<string, DesiredCamera>): Desired => ({
  cameras: Object.entries(cameras),
});

/** One line a camera that changes. */
const lines = (before: Record<string, DesiredCamera>, after: Record<string, DesiredCamera>) =>
  planOf(desired(before), desired(after))
    .filter(isChange)
    .map((plan) => `${plan.camera} ${planWords(plan)}`);

const off = wish({ disabledBy: 'config' });
const table: readonly [string, DesiredCamera | null, DesiredCamera | null, string | null][] = [
  ['the same', wish(), wish(), null],
  ['new', null, wish(), 'start: is new'],
  ['gone', wish(), null, 'stop: is removed'],
  ['enabled', off, wish(), 'start: is enabled'],
  ['disabled in the file', wish(), off, 'stop: is disabled by configuration'],
  ['disabled by command', wish(), wish({ disabledBy: 'request' }), 'stop: is disabled by command'],
  ['new and off', null, off, 'idle: is new, and is disabled by configuration'],
  ['gone and off', off, null, 'idle: is removed, and did not run'],
  [
    'another size, and off',
    off,
    wish({ width: 640, disabledBy: 'config' }),
    'idle: is disabled by configuration, and did not run',
  ],
  ['detection', wish(), wish({ detect: false }), 'live: detect.enabled'],
  ['the address', wish(), wish({ url: 'b' }), 'restart capture: ffmpeg.inputs.*.path'],
  ['the rate', wish({ fps: 2 }), wish({ fps: 3 }), 'restart capture: detect.fps'],
  ['the rate, and with it the slots', wish(), wish({ fps: 9 }), 'restart everything: detect.fps'],
  ['size and address', wish(), wish({ width: 640, url: 'b' }), 'restart everything: detect.width'],
  ['its origin', wish(), { ...wish(), origin: 'command' }, 'live: from file to command'],
];
for (const [what, before, after, expected] of table) {
  test(`a camera: ${what}`, () => {
    const cameras = (camera: DesiredCamera | null) => ({
      other: wish(),
      ...(camera && { camera }),
    });
    const planned = expected === null ? [] : [`camera ${expected}`];
    assert.equal(lines(cameras(before), cameras(after)), planned);
  });
}

test('everything of the first configuration starts', () => {
  const plan = planOf(null, desired({ a: wish(), b: off }));
  assert.equal(
    plan.map(({ camera, action }) => [camera, action]),
    [
      ['a', 'start'],
      ['b', 'idle'],
    ],
  );
});

test('each change has its cost beside it', () => {
  const next = wish({ url: 'b', detect: false });
  const [plan] = planOf(desired({ a: wish() }), desired({ a: next }));
  assert.equal(plan?.changes, [
    { path: 'ffmpeg.inputs.*.path', cost: 'capture' },
    { path: 'detect.enabled', cost: 'live' },
  ]);
});

test('who goes comes first, and a name that begins like another is another', () => {
  const before = { front: wish(), front_door: wish() };
  assert.equal(lines(before, { front_door: wish(), constructor: wish() }), [
    'front stop: is removed',
    'constructor start: is new',
  ]);
});

const bytes = regionBytes(wish().config);
const small = wish({ width: 640 });
const smallBytes = regionBytes(small.config);
type Cameras = Record<string, DesiredCamera>;

/** As if `before` ran, and so much were free besides. */
const inRoom = (freeBytes: number, ...[before, after]: Cameras[]) => {
  const [old, next] = [desired(before!), desired(after!)];
  const memory = memoryAsIf(old, next, { bytes: freeBytes, limitedBy: 'machine' });
  return planOf(old, next, memory);
};
const actionsIn = (freeBytes: number, ...configurations: Cameras[]) =>
  inRoom(freeBytes, ...configurations).map(({ action }) => action);

test('what does not fit is refused, in the order of its turn', () => {
  assert.equal(actionsIn(bytes, {}, { a: wish(), b: wish() }), ['start', 'refuse']);
  assert.equal(actionsIn(2 * bytes, {}, { a: wish(), b: wish() }), ['start', 'start']);
  assert.equal(actionsIn(smallBytes, {}, { a: wish(), b: small }), ['refuse', 'start']);
  const [plan] = inRoom(2 ** 20, {}, { a: wish() });
  assert.is(plan?.why, 'needs 14 MiB, 1 MiB free (limit machine): it waits for room');
});

test('what a camera frees is there for others, and for itself', () => {
  assert.equal(actionsIn(0, { a: wish() }, { b: wish() }), ['stop', 'start']);
  assert.equal(actionsIn(0, { a: wish() }, { a: small }), ['restart']);
  assert.equal(actionsIn(0, { a: small }, { a: wish() }), ['refuse']);
  assert.equal(actionsIn(0, { a: wish() }, { a: wish({ url: 'b' }) }), ['restart']);
  const both = { a: wish(), b: small };
  assert.equal(actionsIn(0, both, { a: small, b: wish() }), ['restart', 'restart']);
});

test('what others give back in the same change is reckoned with, wherever they stand', () => {
  const after = { b: wish(), c: small, a: small };
  assert.equal(actionsIn(smallBytes, { a: wish() }, after), ['start', 'refuse', 'restart']);
});

test('a size that is refused stops nothing, and the rest of the change is named', () => {
  const [plan] = inRoom(0, { a: small }, { a: wish({ url: 'b' }) });
  assert.is(
    plan?.why,
    'needs 14 MiB, 6 MiB free (limit machine): it runs on with the size that it has, and waits ' +
      'for room; applied all the same: ffmpeg.inputs.*.path, which restarts capture',
  );
});

test('who waits comes first, and is started by the change that makes room', () => {
  const budget = (budgetBytes: number, cameras: Cameras) => ({
    ...desired(cameras),
    memory: { budgetBytes },
  });
  const cameras = { a: wish(), b: wish(), c: small };
  const before = budget(bytes, cameras);
  const plan = (after: Desired) =>
    planOf(before, after, memoryAsIf(before, after, { bytes: 9 * bytes, limitedBy: 'machine' }))
      .filter(isChange)
      .map((each) => `${each.camera} ${planWords(each)}`);
  assert.equal(plan(budget(2 * bytes, cameras)), ['b start: there is room for it now']);
  assert.equal(plan(budget(bytes, { b: wish(), c: small, d: small })), [
    'a stop: is removed',
    'b start: there is room for it now',
    'd refuse: needs 7 MiB, 0 MiB free (limit memory.budget): it waits for room',
  ]);
});

test.run();
