import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadConfig } from '../../config/load.ts';
import { parseCamera } from '../../config/parse-camera.ts';
import { formatProblem } from '../../config/problems.ts';

const environment = { FRIGATE_P: 'hunter2' };

test('a camera given by command is the camera that a file would give', () => {
  const section = {
    ffmpeg: { inputs: [{ path: 'rtsp://u:{FRIGATE_P}@cam/x' }] },
    detect: { height: 360 },
  };
  const file = { detect: { width: 640, height: 480, fps: 7 }, cameras: { a: section } };
  const loaded = loadConfig(JSON.stringify(file), { file: 'c.json', environment });
  assert.ok(loaded.ok);
  const { defaults, cameras } = loaded.config;
  const parsed = parseCamera(section, { camera: 'a', environment, defaults });
  assert.equal(parsed, { ok: true, config: cameras.a, warnings: [] });
});

test('its problems have paths and no lines', () => {
  const section = { ffmpeg: { inputs: [{ path: '{FRIGATE_NO}' }] }, detect: { width: 64 } };
  const parsed = parseCamera(section, { camera: 'a', environment });
  assert.not.ok(parsed.ok);
  assert.equal(parsed.ok ? [] : parsed.errors.map(formatProblem), [
    'command cameras.a.ffmpeg.inputs[0].path: {FRIGATE_NO} has no value: expected FRIGATE_NO in ' +
      'the environment, in a secrets file or under environment_vars',
    'command cameras.a.detect: expected width and height together, or neither',
  ]);
});

const refused: readonly [name: string, value: unknown, problem: string][] = [
  ['a', 5, 'api cameras.a: expected a map of settings of a camera, got 5'],
  ['a', undefined, 'api cameras.a: missing: expected a map of settings of a camera'],
  ['a', {}, 'api cameras.a.ffmpeg: missing: expected a map with inputs'],
  [
    'a b',
    undefined,
    'api cameras."a b": expected a camera name of letters, digits, _ and -, got "a b"',
  ],
];
for (const [camera, value, problem] of refused) {
  test(problem, () => {
    const parsed = parseCamera(value, { camera, environment, source: 'api' });
    assert.is(parsed.ok ? null : formatProblem(parsed.errors[0]!), problem);
  });
}

test.run();
