import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { maskArguments, maskCredentials } from '../../config/mask.ts';
import { encodeCredentials } from '../../config/url-credentials.ts';
import { checkProperty } from './property.ts';

const table: readonly [string, string][] = [
  ['nothing to hide', 'nothing to hide'],
  ['rtsp://u:p@cam/x: Connection refused', 'rtsp://*:*@cam/x: Connection refused'],
  ["Opening 'rtsp://u:p@ss/w'd@cam/x' for", "Opening 'rtsp://*:*@cam/x' for"],
  ['rtsp://token@cam/x', 'rtsp://*:*@cam/x'],
  ['[rtsp @ 0x5581] rtsp://cam:554/x @ 3', '[rtsp @ 0x5581] rtsp://cam:554/x @ 3'],
  ['http://cam/a@b', 'http://cam/a@b'],
  ['http://c/x?user=me&password=it&n=1', 'http://c/x?user=*&password=*&n=1'],
  ['http://c/x?Token=abc', 'http://c/x?Token=*'],
  ['http://c/x?api_key=abc&p%61ssword=it', 'http://c/x?api_key=*&p%61ssword=*'],
  ['http://c/x?channel=1&stream=2', 'http://c/x?channel=1&stream=2'],
  ['http://c/user=me_password=it_channel=1', 'http://c/user=*'],
  ['http://p/?url=rtsp%3A%2F%2Fu%3Ap%40cam%2Fx', 'http://p/?url=rtsp%3A%2F%2F*:*%40cam%2Fx'],
  ['u=http%3A%2F%2Fc%3Fpassword%3Dit%26n%3D1', 'u=http%3A%2F%2Fc%3Fpassword%3D*%26n%3D1'],
  ['password=a%26b&n=1', 'password=*&n=1'],
  ['srt://c:9?passphrase=hunter2', 'srt://c:9?passphrase=*'],
  ['Authorization: Digest username="me", response="it"', 'Authorization: *'],
  ['> Cookie: a=b; c=d\n> Host: x', '> Cookie: *\n> Host: x'],
  ['-passphrase hunter2 -i x', '-passphrase * -i x'],
  ['-user_agent FFmpeg -keyint 3', '-user_agent FFmpeg -keyint 3'],
];
for (const [text, masked] of table) {
  test(text, () => assert.is(maskCredentials(text), masked));
}

test('an argv keeps its shape', () => {
  const argv = [
    'ffmpeg',
    '-passphrase',
    'a b',
    '-headers',
    'Cookie: x',
    '-i',
    'rtsp://u:a b@cam/x',
  ];
  const masked = ['ffmpeg', '-passphrase', '*', '-headers', 'Cookie: *', '-i', 'rtsp://*:*@cam/x'];
  assert.equal(maskArguments(argv), masked);
});

/** Long enough and odd enough to be found by chance nowhere else. */
const secret = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => `S3${text}cr3t`);
const secretWithoutBlanks = secret.filter((text) => !/\s/.test(text));
const around = fc.constantFrom(
  '',
  'Opening ',
  "'",
  '[tcp @ 0x1] ',
  'a=b&',
  'http://x/ ',
  '"url":"',
);

test('no password of a URL survives, raw or encoded', () => {
  checkProperty(
    fc.property(around, secretWithoutBlanks, around, (before, password, after) => {
      const url = `rtsp://admin:${password}@10.0.0.2/sub`;
      for (const written of [url, encodeCredentials(url), encodeURIComponent(toUsv(url))]) {
        assert.not.match(maskCredentials(`${before}${written}${after}`), /S3|cr3t/);
      }
    }),
  );
});

test('no secret parameter survives, raw or encoded', () => {
  const name = fc.constantFrom('password', 'user', 'token', 'PWD', 'auth', 'loginpass', 'x_secret');
  const value = secret.map((text) => encodeURIComponent(toUsv(text)));
  checkProperty(
    fc.property(around, name, value, (before, key, text) => {
      const url = `http://cam/x?n=1&${key}=${text}&m=2`;
      for (const written of [url, encodeURIComponent(url)]) {
        const masked = maskCredentials(`${before}${written}`);
        assert.not.match(masked, /S3|cr3t/);
        assert.match(masked, /m(=|%3D)2$/);
      }
    }),
  );
});

test('no password of an argument survives, blanks or not', () => {
  checkProperty(
    fc.property(secret, (password) => {
      const argv = ['-i', `rtsp://admin:${password}@10.0.0.2/sub`, '-password', password];
      assert.not.match(maskArguments(argv).join('\n'), /S3|cr3t/);
    }),
  );
});

test('masking twice is masking once, also of garbage', () => {
  const piece = fc.constantFrom(
    ...[
      '://',
      '@',
      ':',
      '%40',
      '%3A%2F%2F',
      'password',
      '=',
      '%3D',
      '&',
      ' ',
      '-key ',
      'Cookie: ',
      '\n',
    ],
  );
  const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 4 }))).map((list) => list.join(''));
  checkProperty(
    fc.property(text, (value) => {
      const once = maskCredentials(value);
      assert.is(maskCredentials(once), once);
    }),
    2000,
  );
});

test('a long line costs no more than its length', () => {
  for (const line of ['a'.repeat(100_000), '://'.repeat(2_000), '%3a%2f%2f'.repeat(1_000)]) {
    assert.is(maskCredentials(line), line);
  }
});

/** `encodeURIComponent` refuses half a surrogate pair. */
function toUsv(text: string): string {
  return Buffer.from(text).toString();
}

test.run();
