import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraConfig } from '../../config/camera-config.ts';
import { captureCommand, recorderCommand } from '../../config/ffmpeg-command.ts';
import {
  recordedBy,
  segmentFolder,
  segmentPattern,
  segmentSeconds,
} from '../../config/recording.ts';
import { cameraAt, cameraOf } from './cameras.ts';

const record = { enabled: true };
const sub = { path: 'rtsp://u:p@ss@cam/sub', roles: ['detect'] };
const main = { path: 'rtsp://u:p@ss@cam/main', roles: ['record'], hwaccel_args: '-hwaccel x' };
const apart = cameraOf({ record, ffmpeg: { inputs: [sub, main] } });

const whoRecords: readonly [string, CameraConfig, ReturnType<typeof recordedBy>][] = [
  ['an input of its own', apart, 'recorder'],
  ['nobody, when it is off', cameraOf({ ffmpeg: { inputs: [sub, main] } }), null],
  ['the only input, whatever is written', cameraAt('x', { record }), 'capture'],
  [
    'one input of two that has both roles',
    cameraOf({
      record,
      ffmpeg: {
        inputs: [
          { ...main, roles: ['record', 'detect'] },
          { ...sub, roles: ['audio'] },
        ],
      },
    }),
    'capture',
  ],
];
for (const [what, camera, by] of whoRecords) {
  test(`recorded by: ${what}`, () => assert.is(recordedBy(camera), by));
}

const segments =
  '-f segment -segment_time 10 -segment_format mp4 -reset_timestamps 1 -strftime 1 ' +
  '-c:v copy -c:a aac -fflags +flush_packets /r/%Y.mp4';

test('the recorder opens the input with the role record, and decodes nothing', () => {
  const line = recorderCommand(apart, '/r/%Y.mp4').join(' ');
  assert.ok(line.startsWith('ffmpeg -hide_banner'));
  assert.ok(line.endsWith(`-i rtsp://u:p%40ss@cam/main ${segments}`), line);
  assert.not.match(line, /hwaccel|sub/);
});

test('one ffmpeg for both writes segments first, then frames, as Frigate does', () => {
  const camera = cameraAt('x.mp4', { record });
  assert.match(captureCommand(camera, '/r/%Y.mp4').join(' '), `-i x.mp4 ${segments} -r 5 -vf`);
  assert.not.match(captureCommand(camera).join(' '), /segment/);
});

test('own arguments replace the preset', () => {
  const args = '-f segment -segment_time 4 -c copy';
  const ffmpeg = { inputs: [sub, main], output_args: { record: args } };
  const camera = cameraOf({ record, ffmpeg });
  assert.match(recorderCommand(camera, 's').join(' '), `main ${args} -fflags +flush_packets s`);
  assert.is(segmentSeconds(camera.ffmpeg.recordOutputArgs), 4);
  assert.is(segmentSeconds(apart.ffmpeg.recordOutputArgs), 10);
  assert.is(segmentSeconds(['-c', 'copy']), 10);
  assert.is(segmentSeconds(['-segment_time']), 10);
});

test('a segment may be quiet for 60 s, or for two of its length and 30 s', () => {
  const timeoutOf = (seconds: number, timeouts: object = {}) =>
    cameraAt('x', {
      record,
      camkeeper: { timeouts },
      ffmpeg: { output_args: { record: `-f segment -segment_time ${seconds}` } },
    }).timeouts.segmentSeconds;
  assert.is(timeoutOf(10), 60);
  assert.is(timeoutOf(60), 150);
  assert.is(timeoutOf(60, { segment: 3 }), 3);
});

test('a directory for each camera, one for each hour in it, times in UTC', () => {
  const at = new Date('2026-05-04T13:05:01.250Z');
  assert.is(segmentFolder('front', at), 'front/2026-05-04/13');
  const pattern = segmentPattern({ directory: '/a/50%', camera: 'front', run: 'r-7' });
  assert.is(pattern, '/a/50%%/front/%Y-%m-%d/%H/%Y%m%dT%H%M%SZ-r-7.mp4');
});

test('the place is a global setting or one of the camera', () => {
  const camera = cameraAt('x', { camkeeper: { record: { directory: '/a', keep_free: 7 } } });
  assert.equal(camera.record, { enabled: false, directory: '/a', keepFreeMegabytes: 7 });
  assert.equal(cameraAt('x').record.directory, 'recordings');
});

test.run();
