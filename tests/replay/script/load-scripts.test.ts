import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { formatProblem } from '../../../config/problems.ts';
import { loadScripts } from '../../../replay/script/load-scripts.ts';

const load = suite('script: load');

const wrong: readonly (readonly [text: string, problem: string])[] = [
  ['inputs: [', 'a.yml:1:10: not valid YAML'],
  ['camera: {}', 'a.yml:1:1 camera: unknown key "camera"; did you mean "cameras"?'],
  ['cameras: { "a b": {} }', 'a.yml:1:12 cameras."a b": expected a camera name'],
  ['cameras: { a: { detect: { fps: no } } }', 'a.yml:1:32 cameras.a.detect.fps: expected frames'],
  [
    'inputs:\n  - { camera: a, capture: exits }',
    'a.yml:2:5 inputs[0].at: missing: expected a time',
  ],
  ['inputs:\n  - { at: 1s }', 'a.yml:2:5 inputs[0]: expected one of cameras, set, capture'],
  [
    'inputs:\n  - { at: 1s, camera: a, capture: exits, tracker: exits }',
    'a.yml:2:5 inputs[0]: expected one of',
  ],
  [
    'inputs:\n  - { at: 1s, camera: a, capture: exits, cause: tired }',
    'a.yml:2:49 inputs[0].cause: expected one of asked, end-of-stream, stalled',
  ],
  [
    'inputs:\n  - { at: 1s, camera: a, capture: hangs, cause: stalled }',
    'a.yml:2:49 inputs[0].cause: has no meaning for hangs',
  ],
  ['inputs:\n  - { at: 1s, capture: exits }', 'a.yml:2:5 inputs[0].camera: missing'],
  [
    'inputs:\n  - { at: 1s, camera: a, command: enable, within: 2s }',
    'a.yml:2:43 inputs[0].within: has a meaning for stop only',
  ],
  ['world: { memory: { room: lots } }', 'a.yml:1:26 world.memory.room: expected a size: 24MiB'],
  [
    'world: { processes: { captur: { ready: 1s } } }',
    'a.yml:1:23 world.processes.captur: expected any, a role (capture)',
  ],
  ['expect: 5', 'a.yml:1:9 expect: expected a list of lines'],
  ['scripts:\n  one: { until: soon }', 'a.yml:2:17 scripts.one.until: expected a time: 1.5s'],
  ['scripts: { one: {} }\nmore: 1', 'a.yml:2:1 more: unknown key "more"'],
  ['recorded: { start: {} }\ncameras: {}', 'a.yml:1:11 recorded: expected neither cameras'],
];

for (const [text, problem] of wrong) {
  load(`tells: ${problem}`, () => {
    const loaded = loadScripts(text, 'a.yml');
    const told = loaded.ok ? [] : loaded.errors.map(formatProblem);
    assert.ok(told[0]?.startsWith(problem), told.join('\n') || 'nothing was told');
  });
}

load('all that is wrong is told, in the order of the file', () => {
  const loaded = loadScripts('inputs: [{ at: 1 }]\nuntil: x\nfrom: y', 'a.yml');
  const lines = loaded.ok ? [] : loaded.errors.map(({ line }) => line);
  assert.equal(lines, [1, 2, 3]);
});

load('short forms: a camera without an address, a cause as one says it', () => {
  const text = 'cameras: { a: }\ninputs: [{ at: 2s, camera: a, capture: exits, cause: stall }]';
  const loaded = loadScripts(text, 'a.yml');
  if (!loaded.ok) throw new Error(loaded.errors.map(formatProblem).join('\n'));
  const { script } = loaded.scripts[0]!;
  const [first, second] = script.inputs;
  assert.ok(first!.input.type === 'cameras');
  const { config } = first!.input.cameras.a!;
  assert.is(config.ffmpeg.inputs[0]!.path, 'rtsp://a/stream');
  assert.ok(second!.input.type === 'process');
  assert.is(second!.input.cause, 'stalled');
  assert.is(script.untilMs, 2000);
});

load.run();
