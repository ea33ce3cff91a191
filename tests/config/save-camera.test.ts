import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { saveCamera } from '../../config/save-camera.ts';

const saves = suite('save camera');

const section = { ffmpeg: { inputs: [{ path: 'rtsp://{FRIGATE_HOST}/1' }] } };
const environment = { FRIGATE_HOST: 'h' };
const save = (text: string, camera = 'yard') =>
  saveCamera(text, { camera, section, file: 'c.yml', environment });
const saved = (text: string, camera?: string): string => {
  const result = save(text, camera);
  assert.ok(result.ok, JSON.stringify(result));
  return (result as { text: string }).text;
};

const front = `  front: # the door
    ffmpeg:
      inputs:
        - path: a.mkv # a file
          roles: [detect]
`;

saves('at the end, with every comment and the order of the rest', () => {
  const text = `# ours\ndetect: { fps: 4 } # all\ncameras:\n  # first\n${front}# last\n`;
  const result = saved(text);
  for (const word of ['# ours', '{ fps: 4 } # all', '# first', '# the door', 'a.mkv # a file']) {
    assert.ok(result.includes(word), word);
  }
  assert.match(result, /# last\n$/);
  assert.ok(result.indexOf('front:') < result.indexOf('yard:'));
  assert.match(result, /path: rtsp:\/\/\{FRIGATE_HOST\}\/1/); // nothing substituted
});

saves('in the place of the one of its name', () => {
  const text = `cameras:\n${front}  back:\n    ffmpeg: { inputs: [{ path: b.mkv }] }\n`;
  const result = saved(text, 'front');
  assert.not.match(result, /a\.mkv/);
  assert.ok(result.indexOf('front:') < result.indexOf('back:'));
});

saves('into a file without cameras', () => {
  assert.match(saved('# nothing yet\ncameras: {}\n'), /# nothing yet\ncameras:\n {2}yard:\n/);
});

saves('JSON stays JSON', () => {
  const text = `{\n    "cameras": {}\n}\n`;
  assert.equal(JSON.parse(saved(text)).cameras, { yard: section });
  assert.match(saved(text), /^ {4}"cameras"/m);
});

saves('lines end as they did', () => {
  assert.not.match(saved(`cameras:\n${front}`.replaceAll('\n', '\r\n')), /[^\r]\n/);
});

const refusals: readonly [string, string, string, RegExp][] = [
  ['a file that is wrong', 'cameras:\n  front: 1\n', 'yard', /c\.yml/],
  [
    'what an alias of another camera points to',
    `cameras:\n  yard: &yard\n    ffmpeg: { inputs: [{ path: a.mkv }] }\n  back: *yard\n`,
    'yard',
    /by hand/,
  ],
];
for (const [what, text, camera, words] of refusals) {
  saves(`refuses ${what}`, () => {
    const result = save(text, camera);
    assert.not(result.ok);
    assert.match(JSON.stringify(result), words);
  });
}

saves.run();
