import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { defaultTimeouts } from '../../config/camera-defaults.ts';
import { loadConfig, loadJson } from '../../config/load.ts';
import { formatProblem } from '../../config/problems.ts';
import { parseYaml } from '../../config/yaml-source.ts';

const environment = { FRIGATE_RTSP_PASSWORD: 'hunter2', FRIGATE_URL: 'rtmp://cam/x' };
const load = (text: string) => loadConfig(text, { file: 'c.yml', environment });

/** From `dist`, where this runs. */
const root = '../../../';

/** Errors first, then warnings, as a person sees them. */
function problemsOf(text: string): string[] {
  const loaded = load(text);
  const errors = loaded.ok ? [] : loaded.errors;
  return [...errors, ...loaded.warnings].map(formatProblem);
}

/** Cases as a person would read them: a name, a file, and every line that is said about it. */
const cases = readFileSync(new URL(`${root}tests/config/load-cases.txt`, import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((text) => {
    const [, name = '', file = '', problems = ''] =
      /^(.*)\n([\s\S]*)^---\n([\s\S]*)$/m.exec(text) ?? [];
    return { name, file, problems };
  });
for (const { name, file, problems } of cases) {
  test(name, () => assert.fixture(problemsOf(file).join('\n'), problems.trimEnd()));
}

test('what JSON.stringify wrote is read as any text: the same data, problems and places', () => {
  const options = { file: 'c.json', environment };
  const texts = cases.map(({ file }) => JSON.stringify(parseYaml(file).value));
  for (const text of texts) assert.equal(loadJson(text, options), loadConfig(text, options), text);
  const isGood = texts.map((text) => loadJson(text, options).ok);
  assert.ok(isGood.includes(true) && isGood.includes(false));
});

test('there are cases', () => assert.ok(cases.length > 30));

test('a file from the real world loads, and says what it ignores', () => {
  const text = `mqtt: {enabled: false}
detect: {enabled: true, fps: 5}
cameras:
  front:
    ffmpeg:
      inputs:
        - {path: "rtsp://u:{FRIGATE_RTSP_PASSWORD}@10.0.0.2/sub", roles: [detect]}
        - path: "rtsp://u:{FRIGATE_RTSP_PASSWORD}@10.0.0.2/main"
          roles: [record]
          input_args: preset-rtsp-restream
    detect: {width: 640, height: 360}
    record: {enabled: true, continuous: {days: 3}}
version: 0.18-0
`;
  assert.equal(problemsOf(text), [
    'c.yml:1:1 mqtt: not supported yet, ignored',
    'c.yml:12:29 cameras.front.record.continuous: not supported yet, ignored',
    'c.yml:13:1 version: not supported yet, ignored',
  ]);
  const loaded = load(text);
  assert.ok(loaded.ok);
  assert.equal(loaded.config.cameras.front, frontCamera());
});

const frontCamera = () => ({
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
  record: { enabled: true, directory: 'recordings', keepFreeMegabytes: 500 },
  timeouts: defaultTimeouts,
  retry: { firstSeconds: 0.5 },
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
