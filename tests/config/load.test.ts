import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadConfig } from '../../config/load.ts';
import { formatProblem } from '../../config/problems.ts';

const environment = { FRIGATE_RTSP_PASSWORD: 'hunter2', FRIGATE_URL: 'rtmp://cam/x' };
const load = (text: string) => loadConfig(text, { file: 'c.yml', environment });

/** Errors first, then warnings, as a person sees them. */
function problemsOf(text: string): string[] {
  const loaded = load(text);
  const errors = loaded.ok ? [] : loaded.errors;
  return [...errors, ...loaded.warnings].map(formatProblem);
}

const head = 'cameras:\n  a:\n    ffmpeg: {inputs: [{path: x.mp4}]}\n';
const withSize = `${head}    detect: {width: 640, height: 360}\n`;

/** Texts, and every line that is said about them. */
const table: readonly [name: string, text: string, problems: readonly string[]][] = [
  ['nothing wrong', withSize, []],
  ['JSON', JSON.stringify({ cameras: {} }), []],
  ['an empty file', '', ['c.yml:1:1: expected a map with cameras, got nothing']],
  ['a list', '- 1\n', ['c.yml:1:1: expected a map with cameras, got a list']],
  [
    'cameras all commented out',
    'cameras:\n  # a:\n',
    ['c.yml:1:1 cameras: expected a map of cameras by name ({} for none), got nothing'],
  ],
  [
    'no cameras',
    'detect:\n  fps: 5\n',
    ['c.yml:1:1 cameras: missing: expected a map of cameras by name ({} for none)'],
  ],
  [
    'a word for a number',
    `${head}    detect: {width: 640, height: 360, fps: five}\n`,
    [
      'c.yml:4:44 cameras.a.detect.fps: expected a whole number of frames a second from 1 to 60, got "five"',
    ],
  ],
  [
    'numbers out of bounds, all at once',
    `${head}    detect:\n      width: 641\n      height: 16\n      fps: 0\n`,
    [
      'c.yml:5:14 cameras.a.detect.width: expected an even number of pixels from 32 to 8192, got 641',
      'c.yml:6:15 cameras.a.detect.height: expected an even number of pixels from 32 to 8192, got 16',
      'c.yml:7:12 cameras.a.detect.fps: expected a whole number of frames a second from 1 to 60, got 0',
    ],
  ],
  [
    'a width alone',
    `${head}    detect:\n      width: 640\n`,
    ['c.yml:5:7 cameras.a.detect: expected width and height together, or neither'],
  ],
  [
    'no size',
    head,
    ['c.yml:3:5 cameras.a.detect: width and height are not given: 1280x720 is used'],
  ],
  [
    'many frames',
    `${head}    detect: {width: 640, height: 360, fps: 15}\n`,
    ['c.yml:4:44 cameras.a.detect.fps: 15 frames a second: more than 10 cost much and show little'],
  ],
  [
    'a flag that is none',
    `${withSize}    enabled: maybe\n`,
    [
      'c.yml:5:14 cameras.a.enabled: expected true or false (on, off, yes and no will do), got "maybe"',
    ],
  ],
  [
    'unknown keys at every depth',
    `${withSize}    enable: true\ndetekt: {}\nffmpeg: {retry: 1, output_args: {detekt: x}}\n`,
    [
      'c.yml:5:5 cameras.a.enable: unknown key "enable"; did you mean "enabled"?',
      'c.yml:6:1 detekt: unknown key "detekt"; did you mean "detect"?',
      'c.yml:7:10 ffmpeg.retry: unknown key "retry": expected one of path, global_args, hwaccel_args, input_args, output_args, retry_interval',
      'c.yml:7:34 ffmpeg.output_args.detekt: unknown key "detekt"; did you mean "detect"?',
    ],
  ],
  [
    'bad names',
    `cameras:\n  front door: &c {ffmpeg: {inputs: [{path: x}]}, detect: {width: 64, height: 64}}\n  constructor: *c\n  ${'a'.repeat(65)}: *c\n`,
    [
      'c.yml:2:3 cameras."front door": expected a camera name of letters, digits, _ and -, got "front door"',
      'c.yml:3:3 cameras.constructor: expected another camera name: constructor is reserved',
      `c.yml:4:3 cameras.${'a'.repeat(65)}: expected a camera name of at most 64 characters, got 65`,
    ],
  ],
  [
    'a camera that is empty',
    'cameras:\n  a:\n',
    ['c.yml:2:3 cameras.a: expected a map of settings of a camera, got nothing'],
  ],
  [
    'a missing path',
    'cameras:\n  a:\n    detect: {width: 640, height: 360}\n    ffmpeg:\n      inputs:\n        - roles: [detect]\n',
    [
      'c.yml:6:11 cameras.a.ffmpeg.inputs[0].path: missing: expected the address of a stream or a file',
    ],
  ],
  [
    'no inputs',
    'cameras: {a: {ffmpeg: {inputs: []}}}',
    ['c.yml:1:32 cameras.a.ffmpeg.inputs: expected one input or more, got an empty list'],
  ],
  [
    'a map for a list',
    'cameras: {a: {ffmpeg: {inputs: {path: x}}}}',
    ['c.yml:1:32 cameras.a.ffmpeg.inputs: expected a list of inputs, got a map'],
  ],
  [
    'quotes missing around a substitution',
    'cameras: {a: {ffmpeg: {inputs: [{path: {FRIGATE_URL}}]}}}',
    [
      'c.yml:1:40 cameras.a.ffmpeg.inputs[0].path: expected the address of a stream or a file, got a map (are quotes missing?)',
    ],
  ],
  [
    'a name without a value',
    `${withSize.replace('x.mp4', '"rtsp://u:{FRIGATE_NO}@h"')}`,
    [
      'c.yml:3:30 cameras.a.ffmpeg.inputs[0].path: {FRIGATE_NO} has no value: expected FRIGATE_NO in the environment, in a secrets file or under environment_vars',
    ],
  ],
  [
    'a quote that is not closed',
    `${withSize}ffmpeg:\n  global_args: -a 'b\n`,
    ['c.yml:6:16 ffmpeg.global_args: expected every quote to be closed'],
  ],
  [
    'presets',
    `${withSize}ffmpeg:\n  input_args: preset-rtsp-genric\n  hwaccel_args: [preset-vaapi, -a]\n  global_args: preset-vaapi\n`,
    [
      'c.yml:6:15 ffmpeg.input_args: unknown preset "preset-rtsp-genric"; did you mean "preset-rtsp-generic"?',
      'c.yml:7:17 ffmpeg.hwaccel_args: expected preset-vaapi alone, without further arguments',
      'c.yml:8:16 ffmpeg.global_args: no preset can stand here',
    ],
  ],
  [
    'roles',
    'cameras:\n  a:\n    detect: {width: 640, height: 360}\n    ffmpeg:\n      inputs:\n        - {path: x, roles: [detekt]}\n',
    [
      'c.yml:6:29 cameras.a.ffmpeg.inputs[0].roles[0]: expected one of detect, record, audio, got "detekt"',
    ],
  ],
  [
    'roles that do not fit together',
    'cameras:\n  a:\n    detect: {width: 640, height: 360}\n    ffmpeg:\n      inputs:\n        - {path: x, roles: [record]}\n        - {path: y, roles: [record]}\n        - {path: z}\n',
    [
      'c.yml:6:9 cameras.a.ffmpeg.inputs: no input has the role detect: expected roles: [detect] at one of them',
      'c.yml:7:28 cameras.a.ffmpeg.inputs[1].roles: the role record is taken by inputs[0]: expected it once',
      'c.yml:8:11 cameras.a.ffmpeg.inputs[2].roles: expected one role or more, [record] for example',
      'c.yml:6:28 cameras.a.ffmpeg.inputs[0].roles: record: not supported yet, this input is not opened',
      'c.yml:7:28 cameras.a.ffmpeg.inputs[1].roles: record: not supported yet, this input is not opened',
    ],
  ],
  [
    'a single input with another role',
    `${withSize.replace('{path: x.mp4}', '{path: x.mp4, roles: [record]}')}`,
    ['c.yml:3:44 cameras.a.ffmpeg.inputs[0].roles: the only input also gets the role detect'],
  ],
  [
    'what Frigate has and we have not',
    `${withSize}    zones: {x: {any: thing}}\nmqtt: {host: h, password: hunter2}\nversion: 0.16-0\n`,
    [
      'c.yml:5:5 cameras.a.zones: not supported yet, ignored',
      'c.yml:6:1 mqtt: not supported yet, ignored',
      'c.yml:7:1 version: not supported yet, ignored',
    ],
  ],
  [
    'environment_vars that nothing can use',
    `${withSize}environment_vars:\n  LIBVA_DRIVER_NAME: i965\n`,
    [
      'c.yml:6:3 environment_vars.LIBVA_DRIVER_NAME: ignored: only names that begin with FRIGATE_ are used',
    ],
  ],
  [
    'what is sound of a broken file is checked to the end',
    `${head.replace('x.mp4', '"{FRIGATE_NO}"')}  b: 1\nfoo: 1\n`,
    [
      'c.yml:3:30 cameras.a.ffmpeg.inputs[0].path: {FRIGATE_NO} has no value: expected FRIGATE_NO in the environment, in a secrets file or under environment_vars',
      'c.yml:4:6 cameras.b: expected a map of settings of a camera, got 1',
      'c.yml:5:1 foo: unknown key "foo": expected one of cameras, ffmpeg, detect, camkeeper, environment_vars',
      'c.yml:3:5 cameras.a.detect: width and height are not given: 1280x720 is used',
    ],
  ],
  [
    'duplicate keys, and what else is wrong',
    `${withSize}    enabled: maybe\n    enabled: perhaps\n`,
    [
      'c.yml:6:5: duplicate key: expected each key of a map once',
      'c.yml:6:14 cameras.a.enabled: expected true or false (on, off, yes and no will do), got "perhaps"',
    ],
  ],
  [
    'a tab',
    'cameras:\n\ta: 1\n',
    ['c.yml:2:1: not valid YAML: Tabs are not allowed as indentation'],
  ],
  [
    'two faults of syntax',
    'a: {b: 1\nc: [1\n',
    [
      'c.yml:2:1: not valid YAML: Flow map in block collection must be sufficiently indented and end with a }',
      'c.yml:3:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ],
  [
    'an alias of nothing',
    'cameras:\n  a: *nope\n',
    ['c.yml:2:6: not valid YAML: Unresolved alias (the anchor must be set before the alias): nope'],
  ],
  [
    'a merge of what is no map',
    'cameras:\n  a:\n    <<: 5\n',
    ['c.yml:3:5: not valid YAML: Merge sources must be maps or map aliases'],
  ],
  [
    'several documents',
    'cameras: {}\n---\ncameras: {}\n',
    ['c.yml:2:1: not valid YAML: Source contains multiple documents'],
  ],
];
for (const [name, text, problems] of table) {
  test(name, () => assert.equal(problemsOf(text), problems));
}

test('a file from the real world loads, and says what it ignores', () => {
  const text = `mqtt: {enabled: false}
detect: {enabled: true, fps: 5}
cameras:
  front:
    ffmpeg:
      inputs:
        - {path: "rtsp://u:{FRIGATE_RTSP_PASSWORD}@10.0.0.2/sub", roles: [detect]}
        - {path: "rtsp://u:{FRIGATE_RTSP_PASSWORD}@10.0.0.2/main", roles: [record], input_args: preset-rtsp-restream}
    detect: {width: 640, height: 360}
    record: {enabled: true}
version: 0.18-0
`;
  assert.equal(problemsOf(text), [
    'c.yml:1:1 mqtt: not supported yet, ignored',
    'c.yml:8:75 cameras.front.ffmpeg.inputs[1].roles: record: not supported yet, this input is not opened',
    'c.yml:10:5 cameras.front.record: not supported yet, ignored',
    'c.yml:11:1 version: not supported yet, ignored',
  ]);
  const loaded = load(text);
  assert.ok(loaded.ok);
  assert.equal(loaded.config.cameras.front, {
    enabled: true,
    ffmpeg: {
      path: 'default',
      inputs: [
        input('sub', { roles: ['detect'], inputArgs: 'preset-rtsp-generic' }),
        input('main', { roles: ['record'], inputArgs: 'preset-rtsp-restream' }),
      ],
      detectOutputArgs: ['-threads', '2', '-f', 'rawvideo', '-pix_fmt', 'yuv420p'],
      recordOutputArgs: 'preset-record-generic-audio-aac',
      retryIntervalSeconds: 10,
    },
    detect: { enabled: true, width: 640, height: 360, fps: 5 },
    timeouts: { stallSeconds: 20, firstFrameSeconds: 30, readySeconds: 10, stopSeconds: 8 },
  });
});

function input(name: string, more: object) {
  return {
    path: `rtsp://u:hunter2@10.0.0.2/${name}`,
    globalArgs: ['-hide_banner', '-loglevel', 'warning', '-threads', '2'],
    hwaccelArgs: [],
    ...more,
  };
}

test.run();
