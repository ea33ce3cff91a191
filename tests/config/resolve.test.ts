import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraConfig } from '../../config/camera-config.ts';
import { defaultTimeouts } from '../../config/camera-defaults.ts';
import { captureCommand } from '../../config/ffmpeg-command.ts';
import { loadConfig } from '../../config/load.ts';
import { formatProblem } from '../../config/problems.ts';
import { checkProperty } from './property.ts';

const environment = { FRIGATE_URL: 'rtmp://cam/x', HOME: '/root' };

function camerasOf(text: string): Readonly<Record<string, CameraConfig>> {
  const loaded = loadConfig(text, { file: 'c.yml', environment });
  if (!loaded.ok) throw new Error(loaded.errors.map(formatProblem).join('\n'));
  return loaded.config.cameras;
}

const inputs = 'inputs: [{path: x.mp4}]';
const size = 'detect: {width: 64, height: 64}';

test('global sections lie under each camera, key by key', () => {
  const { a, b } = camerasOf(`
ffmpeg: {retry_interval: 3, global_args: [-g, 1], output_args: {detect: -d, record: -r}}
detect: {width: 640, height: 360, fps: 7, enabled: off}
camkeeper: {timeouts: {stall: 60, stop: 3}}
cameras:
  a: {ffmpeg: {${inputs}}}
  b:
    ffmpeg: {${inputs}, retry_interval: 4, global_args: -h, output_args: {detect: -e}}
    detect: {fps: 2, enabled: on}
    camkeeper: {timeouts: {stall: 90}}
`);
  assert.equal(a?.detect, { enabled: false, width: 640, height: 360, fps: 7 });
  assert.equal(b?.detect, { enabled: true, width: 640, height: 360, fps: 2 });
  assert.equal(a?.ffmpeg.retryIntervalSeconds, 3);
  assert.equal(b?.ffmpeg.retryIntervalSeconds, 4);
  assert.equal(a?.ffmpeg.inputs[0]?.globalArgs, ['-g', '1']);
  assert.equal(b?.ffmpeg.inputs[0]?.globalArgs, ['-h']);
  assert.equal([b?.ffmpeg.detectOutputArgs, b?.ffmpeg.recordOutputArgs], [['-e'], ['-r']]);
  assert.equal(b?.timeouts, { ...defaultTimeouts, stallSeconds: 90, stopSeconds: 3 });
});

test('a slow stream has some frames time before it counts as stalled', () => {
  const timeouts = 'camkeeper: {timeouts: {stall: 5}}';
  const detect = 'detect: {width: 64, height: 64, fps: 0.1}';
  const text = `${timeouts}\ncameras: {a: {ffmpeg: {${inputs}}, ${detect}}}`;
  const loaded = loadConfig(text, { file: 'c.yml', environment });
  assert.ok(loaded.ok);
  assert.is(loaded.config.cameras.a?.timeouts.stallSeconds, 40);
  assert.is(loaded.config.cameras.a?.timeouts.firstFrameSeconds, 40);
  assert.match(loaded.warnings[0]?.message ?? '', /^40 s is used: 4 frames at 0.1 a second$/);
  const quick = camerasOf(text.replace('fps: 0.1', 'fps: 5'));
  assert.is(quick.a?.timeouts.stallSeconds, 5);
});

test('the budget is megabytes, or has a unit; all of 1024', () => {
  const budgetOf = (budget: string) => {
    const text = `{cameras: {}, camkeeper: {memory: {budget: ${budget}}}}`;
    const loaded = loadConfig(text, { file: 'c.yml', environment });
    return loaded.ok
      ? loaded.config.memory!.budgetBytes! / 2 ** 20
      : loaded.errors.map(formatProblem).join();
  };
  const texts = ['512', '"512"', '512MiB', '512MB', '512m', '512 M', '0.5GiB', '0.5gb', '512mib'];
  for (const text of texts) assert.is(budgetOf(text), 512, text);
  for (const text of ['0', '-1', '512KiB', 'true', 'all', '[]', '0.5']) {
    const expected = /budget: expected megabytes from 1 to 1048576, or 512MiB, or 2GiB/;
    assert.match(String(budgetOf(text)), expected, text);
  }
  const none = loadConfig('cameras: {}', { file: 'c.yml', environment });
  assert.equal(none.ok && none.config.memory, { budgetBytes: null });
});

test('the gate belongs to the keeper: every file says how it is', () => {
  const gateOf = (text: string) => {
    const loaded = loadConfig(text, { file: 'c.yml', environment });
    return loaded.ok ? loaded.config.gate : loaded.errors.map(formatProblem).join();
  };
  assert.equal(gateOf('cameras: {}'), { width: 4, holdSeconds: 1 });
  assert.equal(gateOf('{cameras: {}, camkeeper: {gate: {width: 2, hold: 0.5}}}'), {
    width: 2,
    holdSeconds: 0.5,
  });
  const ofCamera = `cameras: {a: {ffmpeg: {${inputs}}, camkeeper: {gate: {width: 2}}}}`;
  assert.match(String(gateOf(ofCamera)), /unknown key "gate"/);
});

test('the two sides of a size may come from two places', () => {
  const cameras = camerasOf(
    `detect: {width: 640, height: 480}\ncameras: {a: {ffmpeg: {${inputs}}, detect: {height: 360}}}`,
  );
  assert.is(cameras.a?.detect.height, 360);
  assert.is(cameras.a?.detect.width, 640);
});

const flags: readonly [string, boolean][] = [
  ['true', true],
  ['on', true],
  ['Yes', true],
  ['1', true],
  ['"1"', true],
  ['false', false],
  ['OFF', false],
  ['no', false],
  ['0', false],
];
for (const [written, value] of flags) {
  test(`enabled: ${written} is ${value}`, () => {
    const { a } = camerasOf(`cameras:\n  a:\n    enabled: ${written}\n    ffmpeg: {${inputs}}\n`);
    assert.is(a?.enabled, value);
  });
}

test('numbers may stand in quotes', () => {
  const { a } = camerasOf(`cameras: {a: {ffmpeg: {${inputs}}, detect: {fps: "3"}}}`);
  assert.is(a?.detect.fps, 3);
});

test('anchors, aliases and merges work, and problems point into them', () => {
  const text = `
cameras:
  a: &base
    ffmpeg: {${inputs}}
    detect: {width: 640, height: 360}
  b:
    <<: *base
    enabled: no
  c: *base
`;
  const { a, b, c } = camerasOf(text);
  assert.equal(b, { ...a, enabled: false });
  assert.equal(c, a);
  const wrong = loadConfig(text.replace('640', '7'), { file: 'c.yml', environment });
  const places = wrong.ok ? [] : wrong.errors.map(({ line, column }) => `${line}:${column}`);
  assert.equal(places, ['5:21', '5:21', '5:21']);
});

test('the preset follows the path after substitution; the file wins over the environment', () => {
  const path = `ffmpeg: {inputs: [{path: "{FRIGATE_URL}"}]}`;
  assert.is(
    camerasOf(`cameras: {a: {${path}}}`).a?.ffmpeg.inputs[0]?.inputArgs,
    'preset-rtmp-generic',
  );
  const text = `{environment_vars: {FRIGATE_URL: "rtsp://h"}, cameras: {a: {${path}}}}`;
  assert.is(camerasOf(text).a?.ffmpeg.inputs[0]?.path, 'rtsp://h');
});

test('roles are kept in one order, whatever the file says', () => {
  const { a } = camerasOf(
    'cameras: {a: {ffmpeg: {inputs: [{path: x, roles: [audio, record, detect]}]}}}',
  );
  assert.equal(a?.ffmpeg.inputs[0]?.roles, ['detect', 'record', 'audio']);
});

test('hwaccel_args: auto is software, and said once', () => {
  const text = `cameras: {a: {${size}, ffmpeg: {${inputs}, hwaccel_args: auto}}}`;
  const loaded = loadConfig(text, { file: 'c.yml', environment });
  assert.ok(loaded.ok);
  assert.equal(loaded.config.cameras.a?.ffmpeg.inputs[0]?.hwaccelArgs, []);
  assert.equal(
    loaded.warnings.map(({ message }) => message),
    ['auto is not supported yet: frames are decoded in software'],
  );
});

test('__proto__ is a bad name and a bad key, never a prototype', () => {
  const text = `{"__proto__": {"x": 1}, "cameras": {"__proto__": {"ffmpeg": {"inputs": []}}}}`;
  const loaded = loadConfig(text, { file: 'c.json', environment });
  const paths = loaded.ok ? [] : loaded.errors.map(({ path }) => path);
  assert.ok(paths.includes('__proto__') && paths.includes('cameras.__proto__'), String(paths));
});

const key = fc.constantFrom(
  ...[
    'cameras',
    'ffmpeg',
    'inputs',
    'path',
    'roles',
    'detect',
    'fps',
    'width',
    'a',
    '<<',
    '__proto__',
  ],
);
const scalar = fc.oneof(fc.string(), fc.double(), fc.constant(null), fc.boolean(), key);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    scalar,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
  ),
}));

test('whatever is in a file, the answer is a value, with places inside the text', () => {
  const text = fc.oneof(
    tree.map((value) => JSON.stringify(value, null, 1)),
    fc.string({ unit: fc.constantFrom(...'abc:-{}[]"\'&*!|>#%@, \n\t?<') }),
  );
  checkProperty(
    fc.property(text, (value) => {
      const loaded = loadConfig(value, { file: 'c', environment });
      const lines = value.split('\n').length;
      for (const { line } of [...(loaded.ok ? [] : loaded.errors), ...loaded.warnings]) {
        assert.ok(line !== null && line >= 1 && line <= lines + 1, `line ${line}`);
      }
      assert.ok(loaded.ok || loaded.errors.length > 0);
    }),
    1000,
  );
});

test('no message shows a password, wherever in the file it stands', () => {
  const secret = 'rtsp://admin:S3cr3t@10.0.0.2/x';
  const templates = [
    `cameras: {a: {ffmpeg: {inputs: [{path: "${secret}", roles: ["${secret}"]}]}}}`,
    `cameras: {a: {ffmpeg: {inputs: "${secret}"}}}`,
    `cameras: {a: "${secret}", "${secret}": 1}`,
    `cameras: {a: {ffmpeg: {inputs: [{path: "${secret}{FRIGATE_NO}"}]}, "${secret}": 1}}`,
    `cameras: {a: {ffmpeg: {inputs: [{path: "${secret}"}], input_args: "-x '${secret}"}}}`,
    `cameras: {a: {ffmpeg: {inputs: [{path: "${secret}"}], input_args: "preset-${secret}"}}}`,
    `cameras: {a: {detect: {fps: "${secret}"}}}`,
    `cameras: *${secret}`,
  ];
  for (const text of templates) {
    const loaded = loadConfig(text, { file: 'c', environment });
    assert.not.ok(loaded.ok, text);
    assert.not.match(JSON.stringify(loaded), /S3cr3t/, text);
  }
});

test('what loads is plain JSON and has a command', () => {
  const cameras = camerasOf(`cameras: {a: {ffmpeg: {${inputs}}}, b: {ffmpeg: {${inputs}}}}`);
  assert.equal(JSON.parse(JSON.stringify(cameras)), cameras);
  for (const camera of Object.values(cameras)) assert.ok(captureCommand(camera).length > 10);
});

test.run();
