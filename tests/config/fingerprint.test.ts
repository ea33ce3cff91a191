import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fingerprint } from '../../config/fingerprint.ts';
import { loadConfig } from '../../config/load.ts';

const section = (more: object = {}) => ({
  ffmpeg: { inputs: [{ path: 'rtsp://u:{FRIGATE_P}@h/a', roles: ['detect'] }] },
  ...more,
});

/** Of the camera `a`, in this file. */
function inFile(text: string, environment = { FRIGATE_P: 'x' }): string {
  const loaded = loadConfig(text, { file: 'c.yml', environment });
  assert.ok(loaded.ok, text);
  return loaded.config.fingerprints!.a!;
}

test('the same whatever the order of keys; another one whatever else differs', () => {
  const one = fingerprint({ a: 1, b: { c: [1, 2], d: null } });
  assert.is(fingerprint({ b: { d: null, c: [1, 2] }, a: 1 }), one);
  const others = [{ a: 1 }, { a: 1, b: { c: [2, 1], d: null } }, { a: 1, b: { c: [1, 2] } }];
  for (const other of others) assert.is.not(fingerprint(other), one);
});

test('of a camera in a file: of its own section as it was written, and of nothing else', () => {
  const one = inFile(JSON.stringify({ cameras: { a: section() } }));
  const yaml = `detect: { fps: 9 } # for all
cameras:
  b: { ffmpeg: { inputs: [{ path: x }] } }
  a: # the door
    ffmpeg:
      inputs:
        - roles: [detect]
          path: "rtsp://u:{FRIGATE_P}@h/a"
`;
  assert.is(inFile(yaml, { FRIGATE_P: 'another' }), one);
  const edited = JSON.stringify({ cameras: { a: section({ enabled: true }) } });
  assert.is.not(inFile(edited), one);
  assert.match(one, /^[0-9a-f]{64}$/);
});

test.run();
