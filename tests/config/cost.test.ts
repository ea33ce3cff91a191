import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraConfig } from '../../config/camera-config.ts';
import { type Cost, changedPaths, costOf, costTable, pathCosts } from '../../config/cost.ts';
import { jsonSchema } from '../../config/json-schema.ts';
import { cameraOf } from './cameras.ts';

const inputs = [
  { path: 'rtsp://cam/sub', roles: ['detect'] },
  { path: 'rtsp://cam/main', roles: ['record'] },
];
const base = cameraOf({ ffmpeg: { inputs }, detect: { width: 640, height: 360 } });
const [detectInput, recordInput] = base.ffmpeg.inputs as [
  CameraConfig['ffmpeg']['inputs'][number],
  CameraConfig['ffmpeg']['inputs'][number],
];

const detect = (change: Partial<CameraConfig['detect']>): CameraConfig => ({
  ...base,
  detect: { ...base.detect, ...change },
});
const ffmpeg = (change: Partial<CameraConfig['ffmpeg']>): CameraConfig => ({
  ...base,
  ffmpeg: { ...base.ffmpeg, ...change },
});
const timeouts = (change: Partial<CameraConfig['timeouts']>): CameraConfig => ({
  ...base,
  timeouts: { ...base.timeouts, ...change },
});

const record = (change: Partial<CameraConfig['record']>): CameraConfig => ({
  ...base,
  record: { ...base.record, ...change },
});

const table: readonly [string, CameraConfig, Cost][] = [
  ['nothing', structuredClone(base), 'none'],
  ['enabled, which is decided elsewhere', { ...base, enabled: false }, 'none'],
  ['detection', detect({ enabled: false }), 'live'],
  ['a rate within the same slots', { ...detect({ fps: 2 }) }, 'region'],
  ['width', detect({ width: 1280 }), 'region'],
  ['width and detection', detect({ width: 1280, enabled: false }), 'region'],
  ['the executable', ffmpeg({ path: '/opt' }), 'capture'],
  ['the longest back-off', ffmpeg({ retryIntervalSeconds: 1 }), 'none'],
  ['recording arguments, and nothing is recorded', ffmpeg({ recordOutputArgs: [] }), 'none'],
  [
    'the captured address',
    ffmpeg({ inputs: [{ ...detectInput, path: 'rtsp://other' }, recordInput] }),
    'capture',
  ],
  [
    'the recorded address',
    ffmpeg({ inputs: [detectInput, { ...recordInput, path: 'rtsp://other' }] }),
    'none',
  ],
  ['the order of inputs', ffmpeg({ inputs: [recordInput, detectInput] }), 'none'],
  ['an input less', ffmpeg({ inputs: [detectInput] }), 'none'],
  ['the stall time-out', timeouts({ stallSeconds: 60 }), 'capture'],
  ['the first-frame time-out', timeouts({ firstFrameSeconds: 60 }), 'capture'],
  ['the stop time-out', timeouts({ stopSeconds: 60 }), 'capture'],
  ['the ready time-out', timeouts({ readySeconds: 60 }), 'none'],
  ['the time until failures are forgotten', timeouts({ healthySeconds: 5 }), 'none'],
  ['the time until a process hangs', timeouts({ hungSeconds: 9 }), 'none'],
  ['the time until a recording is stale', timeouts({ segmentSeconds: 9 }), 'none'],
  ['what is kept free', record({ keepFreeMegabytes: 9 }), 'none'],
  ['the place of recordings that there are not', record({ directory: '/a' }), 'none'],
  ['recording', record({ enabled: true }), 'recorder'],
  ['the first back-off', { ...base, retry: { firstSeconds: 2 } }, 'none'],
];
for (const [what, changed, cost] of table) {
  test(`${what} costs ${cost}`, () => {
    assert.is(costOf(base, changed), cost);
    assert.is(costOf(changed, base), cost);
  });
}

test('a rate costs capture while the slots stay as they are', () => {
  assert.is(costOf(detect({ fps: 2 }), detect({ fps: 3 })), 'capture');
  assert.is(costOf(detect({ fps: 30 }), detect({ fps: 60 })), 'capture');
  assert.is(costOf(detect({ fps: 3 }), detect({ fps: 4 })), 'region');
});

test('every path of a configuration has a row, and every row a path', () => {
  const { paths } = { paths: changedPaths(base, null).filter((path) => path !== '') };
  assert.equal(paths.toSorted(), Object.keys(costTable).toSorted());
});

type Schema = { readonly properties?: Readonly<Record<string, Schema>> };
const schemaOfCamera = (
  jsonSchema() as { properties: { cameras: { additionalProperties: Schema } } }
).properties.cameras.additionalProperties;

test('every key of ours has a row: changing it changes a path of the table', () => {
  const { properties = {} } = schemaOfCamera.properties!.camkeeper!;
  const keys = Object.entries(properties).flatMap(([group, { properties: inner = {} }]) =>
    Object.keys(inner).map((key) => [group, key] as const),
  );
  assert.is(keys.length, 10);
  for (const [group, key] of keys) {
    const section = { ffmpeg: { inputs }, detect: { width: 640, height: 360 } };
    const value = key === 'directory' ? '/77' : 77;
    const changed = cameraOf({ ...section, camkeeper: { [group]: { [key]: value } } });
    const paths = changedPaths(base, changed);
    assert.is(paths.length, 1, `${group}.${key}`);
    assert.ok(Object.hasOwn(costTable, paths[0]!), paths[0]);
  }
});

const recording = record({ enabled: true });
const shared: CameraConfig = {
  ...recording,
  ffmpeg: { ...base.ffmpeg, inputs: [{ ...detectInput, roles: ['detect', 'record'] }] },
};
const withFfmpeg = (camera: CameraConfig, change: Partial<CameraConfig['ffmpeg']>) => ({
  ...camera,
  ffmpeg: { ...camera.ffmpeg, ...change },
});

const restarts: readonly [string, CameraConfig, CameraConfig, readonly Cost[]][] = [
  [
    'arguments, by itself',
    recording,
    withFfmpeg(recording, { recordOutputArgs: [] }),
    ['recorder'],
  ],
  ['arguments, in one', shared, withFfmpeg(shared, { recordOutputArgs: [] }), ['capture']],
  [
    'the place, by itself',
    recording,
    { ...recording, record: { ...recording.record, directory: '/a' } },
    ['recorder'],
  ],
  [
    'the recorded address',
    recording,
    withFfmpeg(recording, { inputs: [detectInput, { ...recordInput, path: 'rtsp://other' }] }),
    ['recorder'],
  ],
  [
    'the captured address',
    recording,
    withFfmpeg(recording, { inputs: [{ ...detectInput, path: 'rtsp://other' }, recordInput] }),
    ['capture'],
  ],
  ['the executable', recording, withFfmpeg(recording, { path: '/opt' }), ['recorder', 'capture']],
  ['the executable of one for both', shared, withFfmpeg(shared, { path: '/opt' }), ['capture']],
  ['the role moves to the other input', shared, recording, ['capture', 'recorder']],
  ['the end of recording in one', shared, { ...shared, record: base.record }, ['capture']],
];
for (const [what, before, after, parts] of restarts) {
  test(`of a camera that records, ${what} restarts ${parts.join(' and ')}`, () => {
    const found = pathCosts(before, after).map(({ cost }) => cost);
    assert.equal([...new Set(found)].filter((cost) => cost !== 'none').sort(), [...parts].sort());
  });
}

test('what only one of the two has is named with all that is in it', () => {
  const list = [{ path: 'a' }, { path: 'b' }];
  const table: readonly [unknown, unknown, readonly string[]][] = [
    [{ a: { b: 1, c: {} } }, {}, ['a.b']],
    [{ a: 1 }, { a: null, b: [1, 2] }, ['a', 'b']],
    [{ a: null }, { a: { b: 1 } }, ['a', 'a.b']],
    [{ a: list }, { a: [...list, { path: 'c', more: 1 }] }, ['a.*.path', 'a.*.more']],
    [{ a: { list, b: 1 } }, { a: { list: structuredClone(list), b: 1 } }, []],
    [{ a: [] }, { a: list }, ['a', 'a.*.path']],
  ];
  for (const [before, after, paths] of table) {
    assert.equal(changedPaths(before, after), paths);
    assert.equal(changedPaths(after, before).toSorted(), paths.toSorted());
  }
});

test('a path without a row costs as much as can be', () => {
  const newer = { ...base, newSection: { a: 1 } } as CameraConfig;
  assert.equal(changedPaths(base, newer), ['newSection.a']);
  assert.is(costOf(base, newer), 'region');
});

test.run();
