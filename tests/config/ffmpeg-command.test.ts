import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { captureCommand } from '../../config/ffmpeg-command.ts';
import { decodePresets, scalePresets } from '../../config/ffmpeg-decode-presets.ts';
import { inputPresetFor, inputPresets, userAgent } from '../../config/ffmpeg-presets.ts';
import { cameraAt, cameraOf } from './cameras.ts';

const line = (argv: readonly string[]) => argv.join(' ');

test('the order is that of Frigate', () => {
  const camera = cameraAt('rtsp://u:p@ss@10.0.0.2/sub', { ffmpeg: { hwaccel_args: '-hwaccel x' } });
  assert.is(
    line(captureCommand(camera)),
    `ffmpeg -hide_banner -loglevel warning -threads 2 -hwaccel x -user_agent ${userAgent} ` +
      '-avoid_negative_ts make_zero -fflags +genpts+discardcorrupt -rtsp_transport tcp ' +
      '-timeout 10000000 -use_wallclock_as_timestamps 1 -i rtsp://u:p%40ss@10.0.0.2/sub ' +
      '-r 5 -vf fps=5,scale=640:360 -threads 2 -f rawvideo -pix_fmt yuv420p pipe:1',
  );
});

test('the user agent is one argument and names this version', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.is(userAgent, `FFmpeg camkeeper/${version}`);
  assert.ok(captureCommand(cameraAt('rtsp://cam/x')).includes(userAgent));
});

test('arguments of the input win over those of the camera, unless they are empty', () => {
  const ffmpeg = (inputArgs: unknown) =>
    cameraOf({
      ffmpeg: {
        inputs: [{ path: 'x.mp4', input_args: inputArgs }],
        input_args: '-a',
        global_args: '',
      },
    });
  assert.ok(line(captureCommand(ffmpeg('-b "c d"'))).startsWith('ffmpeg -b c d -i x.mp4'));
  assert.ok(line(captureCommand(ffmpeg(''))).startsWith('ffmpeg -a -i x.mp4'));
  assert.ok(line(captureCommand(ffmpeg([]))).startsWith('ffmpeg -a -i x.mp4'));
  assert.ok(line(captureCommand(ffmpeg('auto'))).startsWith('ffmpeg -re -i x.mp4'));
});

test('only the input with the role detect is opened', () => {
  const inputs = [
    { path: 'main.mp4', roles: ['record'] },
    { path: 'sub.mp4', roles: ['audio', 'detect'] },
  ];
  const argv = captureCommand(cameraOf({ ffmpeg: { inputs } }));
  assert.ok(argv.includes('sub.mp4') && !argv.includes('main.mp4'));
});

const executables: readonly [string, string][] = [
  ['default', 'ffmpeg'],
  ['7.0', 'ffmpeg'],
  ['ffmpeg5', 'ffmpeg5'],
  ['/usr/lib/ffmpeg/7.0', '/usr/lib/ffmpeg/7.0/bin/ffmpeg'],
  ['/opt/ffmpeg/', '/opt/ffmpeg/bin/ffmpeg'],
  ['/usr/bin/ffmpeg', '/usr/bin/ffmpeg'],
  ['/opt/stand-in.mjs', '/opt/stand-in.mjs'],
];
for (const [path, executable] of executables) {
  test(`the executable of ${path} is ${executable}`, () => {
    assert.is(captureCommand(cameraAt('x', { ffmpeg: { path } }))[0], executable);
  });
}

const automatic: readonly [string, string][] = [
  ['rtsp://cam/x', 'preset-rtsp-generic'],
  ['RTSPS://cam/x', 'preset-rtsp-generic'],
  ['rtmp://cam/x', 'preset-rtmp-generic'],
  ['http://cam/x.flv', 'preset-http-generic'],
  ['https://cam/mjpg/video.cgi', 'preset-http-mjpeg-generic'],
  ['srt://cam:9000', 'preset-stream-generic'],
  ['udp://239.0.0.1:5000', 'preset-stream-generic'],
  ['/videos/a.mp4', 'preset-file'],
  ['file:///videos/a.mp4', 'preset-file'],
  ['videos/a:b.mp4', 'preset-file'],
];
for (const [path, preset] of automatic) {
  test(`${path} gets ${preset}`, () => {
    assert.is(inputPresetFor(path), preset);
    assert.is(cameraAt(path).ffmpeg.inputs[0]?.inputArgs, preset);
  });
}

test('figures of the camera are put into presets', () => {
  const jpeg = cameraAt('http://cam/x.jpg', {
    detect: { fps: 3 },
    ffmpeg: { input_args: 'preset-http-jpeg-generic' },
  });
  assert.match(line(captureCommand(jpeg)), /-r 3 -stream_loop -1 -f image2 .* -i http.* -r 3 -vf/);
  const jetson = cameraAt('x', { ffmpeg: { hwaccel_args: 'preset-jetson-h264' } });
  assert.match(line(captureCommand(jetson)), /-c:v h264_nvmpi -resize 640x360 .* -r 5 -threads/);
});

test('a decoding preset brings its own scaling', () => {
  const camera = cameraAt('rtsp://cam/x', { ffmpeg: { hwaccel_args: 'preset-vaapi' } });
  assert.match(
    line(captureCommand(camera)),
    /-hwaccel vaapi .*-i .*-r 5 -vf fps=5,scale_vaapi=w=640:h=360,hwdownload,format=nv12 -threads/,
  );
});

test('no preset leaves a figure open, and each decoder has a scaler', () => {
  for (const preset of Object.keys(decodePresets)) {
    const argv = captureCommand(cameraAt('x', { ffmpeg: { hwaccel_args: preset } }));
    assert.not.match(line(argv), /[{}]/, preset);
    assert.ok(scalePresets[preset]?.[0] === '-r', preset);
  }
  for (const preset of Object.keys(inputPresets)) {
    const argv = captureCommand(cameraAt('x', { ffmpeg: { input_args: preset } }));
    assert.not.match(line(argv), /[{}]/, preset);
  }
});

test('a camera without an input to capture is a mistake of the caller', () => {
  const camera = cameraAt('x');
  assert.throws(() => captureCommand({ ...camera, ffmpeg: { ...camera.ffmpeg, inputs: [] } }));
});

test.run();
