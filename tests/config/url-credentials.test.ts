import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encodeCredentials, splitCredentials } from '../../config/url-credentials.ts';
import { checkProperty } from './property.ts';

const table: readonly [string, string][] = [
  ['rtsp://10.0.0.2/sub', 'rtsp://10.0.0.2/sub'],
  ['rtsp://u:p@10.0.0.2/sub', 'rtsp://u:p@10.0.0.2/sub'],
  ['rtsp://u:p@ss@10.0.0.2/sub', 'rtsp://u:p%40ss@10.0.0.2/sub'],
  ['rtsp://u:p@ss/w#d%@10.0.0.2/sub', 'rtsp://u:p%40ss%2Fw%23d%25@10.0.0.2/sub'],
  ['rtsp://u:p/ss@cam/sub', 'rtsp://u:p%2Fss@cam/sub'],
  ['rtsp://u:p%40ss@cam/sub', 'rtsp://u:p%40ss@cam/sub'],
  ['rtsp://u:a b:ü@cam:554/sub', 'rtsp://u:a%20b%3A%C3%BC@cam:554/sub'],
  ['rtsp://me@mail.de:p@10.0.0.2/sub', 'rtsp://me%40mail.de:p@10.0.0.2/sub'],
  ['rtsp://u:p@cam/path@2', 'rtsp://u:p@cam/path@2'],
  ['rtsp://u:p@[fe80::1]:554/a@b', 'rtsp://u:p@[fe80::1]:554/a@b'],
  ['rtsp://cam:554/path@2', 'rtsp://cam:554/path@2'],
  ['http://cam/path@2', 'http://cam/path@2'],
  ['rtsp://token@cam/sub', 'rtsp://token@cam/sub'],
  ['/videos/a:b@c.mp4', '/videos/a:b@c.mp4'],
  ['testsrc=size=64x48', 'testsrc=size=64x48'],
];
for (const [url, encoded] of table) {
  test(url, () => assert.is(encodeCredentials(url), encoded));
}

test('a whole URL is put together again from its parts', () => {
  const password = fc.string({ unit: 'grapheme' }).filter((text) => !/%[0-9a-f]{2}/i.test(text));
  checkProperty(
    fc.property(password, (text) => {
      const parts = splitCredentials(`rtsp://user:${text.replaceAll('@', '!')}@10.0.0.2:554/sub`);
      assert.equal(parts?.rest, '10.0.0.2:554/sub');
    }),
  );
});

test('what was encoded is a URL with this password', () => {
  const password = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/%[0-9a-f]{2}/i.test(text) && !/^\d+[/?#]|@[\w[]/i.test(text));
  checkProperty(
    fc.property(password, (text) => {
      const url = new URL(encodeCredentials(`http://user:${text}@10.0.0.2/sub`));
      assert.is(url.hostname, '10.0.0.2');
      assert.is(decodeURIComponent(url.password), text);
    }),
  );
});

test('encoding twice is encoding once', () => {
  checkProperty(
    fc.property(fc.string(), (text) => {
      const once = encodeCredentials(`rtsp://user:${text}@10.0.0.2/sub`);
      assert.is(encodeCredentials(once), once);
    }),
  );
});

test.run();
