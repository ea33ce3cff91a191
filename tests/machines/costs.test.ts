import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraConfig } from '../../config/camera-config.ts';
import { costTable } from '../../config/cost.ts';
import { planOf } from '../../config/plan.ts';
import { type Simulation, simulate, wish } from '../support/simulation.ts';

// Each row of the table of costs, as what the machines do to a camera that runs.

const { config: base } = wish();
const [input] = base.ffmpeg.inputs as [CameraConfig['ffmpeg']['inputs'][number]];

const inputWith = (change: Partial<typeof input>) => ffmpeg({ inputs: [{ ...input, ...change }] });
const ffmpeg = (change: Partial<CameraConfig['ffmpeg']>): CameraConfig => ({
  ...base,
  ffmpeg: { ...base.ffmpeg, ...change },
});
const detect = (change: Partial<CameraConfig['detect']>): CameraConfig => ({
  ...base,
  detect: { ...base.detect, ...change },
});
const timeouts = (change: Partial<CameraConfig['timeouts']>): CameraConfig => ({
  ...base,
  timeouts: { ...base.timeouts, ...change },
});

/** Cameras that record, by an input of its own and by the one that is captured. */
const { config: apart } = wish({ record: 'apart' });
const { config: shared } = wish({ record: 'shared' });
const altered = (before: CameraConfig, part: 'ffmpeg' | 'record', to: object): CameraConfig => ({
  ...before,
  [part]: { ...before[part], ...to },
});
const recordedAt = (path: string) => {
  const [captured, recorded] = apart.ffmpeg.inputs;
  return altered(apart, 'ffmpeg', { inputs: [captured, { ...recorded, path }] });
};

/** What is seen of a change in the world: nothing but settings, or who is started anew. */
type Seen = keyof typeof expected;

/** `base`, or another one, with the row's path changed, and what has to be seen of it. */
type Case = readonly [after: CameraConfig, seen: Seen, before?: CameraConfig];
const rows: Readonly<Record<string, readonly Case[]>> = {
  enabled: [[{ ...base, enabled: false }, 'settings']],
  'ffmpeg.path': [
    [ffmpeg({ path: '/opt' }), 'capture'],
    [altered(apart, 'ffmpeg', { path: '/opt' }), 'both', apart],
    [altered(shared, 'ffmpeg', { path: '/opt' }), 'capture', shared],
  ],
  'ffmpeg.inputs.*.path': [
    [inputWith({ path: 'rtsp://other' }), 'capture'],
    [ffmpeg({ inputs: [input, { ...input, path: 'rtsp://b', roles: ['record'] }] }), 'settings'],
    [recordedAt('rtsp://other'), 'recorder', apart],
  ],
  'ffmpeg.inputs.*.roles': [
    [inputWith({ roles: ['detect', 'record'] }), 'settings'],
    [inputWith({ roles: ['detect'] }), 'settings', inputWith({ roles: ['detect', 'audio'] })],
  ],
  'ffmpeg.inputs.*.globalArgs': [[inputWith({ globalArgs: ['-y'] }), 'capture']],
  'ffmpeg.inputs.*.hwaccelArgs': [[inputWith({ hwaccelArgs: ['-hwaccel', 'x'] }), 'capture']],
  'ffmpeg.inputs.*.inputArgs': [[inputWith({ inputArgs: ['-re'] }), 'capture']],
  'ffmpeg.detectOutputArgs': [[ffmpeg({ detectOutputArgs: ['-an'] }), 'capture']],
  'ffmpeg.recordOutputArgs': [
    [ffmpeg({ recordOutputArgs: ['-an'] }), 'settings'],
    [altered(apart, 'ffmpeg', { recordOutputArgs: ['-an'] }), 'recorder', apart],
    [altered(shared, 'ffmpeg', { recordOutputArgs: ['-an'] }), 'capture', shared],
  ],
  'ffmpeg.retryIntervalSeconds': [[ffmpeg({ retryIntervalSeconds: 5 }), 'settings']],
  'detect.enabled': [[detect({ enabled: false }), 'settings']],
  'detect.width': [[detect({ width: 640 }), 'everything']],
  'detect.height': [[detect({ height: 360 }), 'everything']],
  'detect.fps': [[detect({ fps: 6 }), 'everything']],
  'record.enabled': [
    [apart, 'begin', altered(apart, 'record', { enabled: false })],
    [altered(apart, 'record', { enabled: false }), 'end', apart],
    [altered(shared, 'record', { enabled: false }), 'capture', shared],
  ],
  'record.directory': [
    [altered(base, 'record', { directory: '/a' }), 'settings'],
    [altered(apart, 'record', { directory: '/a' }), 'recorder', apart],
    [altered(shared, 'record', { directory: '/a' }), 'capture', shared],
  ],
  'record.keepFreeMegabytes': [[altered(base, 'record', { keepFreeMegabytes: 5 }), 'settings']],
  'timeouts.stallSeconds': [[timeouts({ stallSeconds: 5 }), 'capture']],
  'timeouts.firstFrameSeconds': [[timeouts({ firstFrameSeconds: 5 }), 'capture']],
  'timeouts.readySeconds': [[timeouts({ readySeconds: 5 }), 'settings']],
  'timeouts.stopSeconds': [[timeouts({ stopSeconds: 5 }), 'capture']],
  'timeouts.healthySeconds': [[timeouts({ healthySeconds: 5 }), 'settings']],
  'timeouts.hungSeconds': [[timeouts({ hungSeconds: 9 }), 'settings']],
  'timeouts.segmentSeconds': [[timeouts({ segmentSeconds: 9 }), 'settings']],
  'retry.firstSeconds': [[{ ...base, retry: { firstSeconds: 2 } }, 'settings']],
};

/** What became of camera `a` after its change, in the words of the world's story. */
const expected = {
  settings: ['configure a/capture', 'configure a/tracker'],
  capture: ['SIGTERM a/capture', 'configure a/tracker', 'exit a/capture', 'spawn a/capture'],
  everything: [
    'promise a',
    'SIGTERM',
    'exit a/capture',
    'close',
    'exit a/tracker',
    'free',
    'allocate',
    'spawn',
    'spawn',
  ],
  recorder: [
    'configure a/capture',
    'configure a/tracker',
    'SIGTERM a/recorder',
    'exit a/recorder',
    'spawn a/recorder',
  ],
  both: [
    'SIGTERM a/capture',
    'configure a/tracker',
    'SIGTERM a/recorder',
    'exit a/capture',
    'exit a/recorder',
    'spawn a/capture',
    'spawn a/recorder',
  ],
  begin: ['configure a/capture', 'configure a/tracker', 'spawn a/recorder'],
  end: ['configure a/capture', 'configure a/tracker', 'SIGTERM a/recorder', 'exit a/recorder'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What the plan calls it. */
const planned: Readonly<Record<Seen, string>> = {
  settings: 'live',
  capture: 'capture',
  everything: 'region',
  recorder: 'recorder',
  both: 'capture recorder',
  begin: 'recorder',
  end: 'recorder',
};

/** Two cameras run; `a` is changed as it runs. */
function change(before: CameraConfig, after: CameraConfig): { story: string[]; sim: Simulation } {
  const sim = simulate();
  const desired = (config: CameraConfig) => ({ ...wish(), config });
  sim.desire({ a: desired(before), b: wish() });
  sim.jumpTo(5000);
  const told = sim.story.length;
  sim.desire({ a: desired(after), b: wish() });
  sim.jumpTo(10_000);
  const story = sim.story.slice(told).map((line) => line.trim().replace(/^\d+ /, ''));
  return { story: story.filter((line) => !line.startsWith('camera:')), sim };
}

for (const [path, cases] of Object.entries(rows)) {
  for (const [after, seen, before = base] of cases) {
    test(`a change of ${path} is seen as ${seen}, and not by the camera beside it`, () => {
      const { story, sim } = change(before, after);
      const words: readonly string[] = expected[seen];
      assert.is(story.length, words.length, story.join('\n'));
      for (const [index, line] of story.entries()) assert.ok(line.startsWith(words[index]!), line);
      assert.equal(sim.world.violations, []);
      const { value } = sim.camera('a')!.getSnapshot();
      assert.equal(value, { running: 'healthy' });
    });

    test(`the plan of ${path} says the same`, () => {
      const desired = (config: CameraConfig) => ({
        cameras: [['a', { ...wish(), config }]] as const,
      });
      const [plan] = planOf(desired(before), desired(after));
      const parts = plan?.action === 'restart' ? plan.parts.join(' ') : plan?.action;
      assert.is(parts, planned[seen]);
      assert.ok(plan?.changes.some((each) => each.path === path));
    });
  }
}

test('every row of the table is here', () => {
  assert.equal(Object.keys(rows).toSorted(), Object.keys(costTable).toSorted());
});

test('a rate within the same slots restarts capture alone', () => {
  const { story } = change(detect({ fps: 2 }), detect({ fps: 3 }));
  assert.equal(story.length, expected.capture.length, story.join('\n'));
  assert.ok(story.at(-1)!.startsWith('spawn a/capture'));
});

test.run();
