import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { refusalWords, served } from '../../config/memory-line.ts';

const names = (line: readonly (readonly [string, number])[], freeBytes: number, comingBytes = 0) =>
  served(
    line.map(([camera, netBytes]) => ({ camera, netBytes })),
    { freeBytes, comingBytes },
  ).map(({ camera }) => camera);

test('in order, as far as it goes', () => {
  const line = [
    ['a', 3],
    ['b', 3],
    ['c', 3],
  ] as const;
  assert.equal(names(line, 6), ['a', 'b']);
  assert.equal(names(line, 2), []);
});

test('one that does not fit is passed', () => {
  const line = [
    ['large', 9],
    ['b', 3],
  ] as const;
  assert.equal(names(line, 5), ['b']);
});

test('unless what is coming makes it fit: then what is free is kept for it', () => {
  const line = [
    ['large', 9],
    ['b', 3],
  ] as const;
  assert.equal(names(line, 5, 4), []);
  assert.equal(names(line, 5, 3), ['b']);
  assert.equal(names(line, 9, 3), ['large']);
});

test('who gives back more than it takes is always served, and what it gives is coming', () => {
  const line = [
    ['smaller', -2],
    ['large', 9],
    ['b', 3],
    ['same', 0],
  ] as const;
  assert.equal(names(line, -1), ['smaller', 'same']);
  assert.equal(names(line, 7), ['smaller', 'same']);
});

test('refusals have megabytes, rounded to the careful side', () => {
  const MiB = 2 ** 20;
  const refusal = { needBytes: 13.2 * MiB, freeBytes: 10.9 * MiB, limitedBy: 'cgroup /a' };
  assert.is(refusalWords(refusal), 'needs 14 MiB, 10 MiB free (limit cgroup /a)');
  assert.match(refusalWords({ ...refusal, freeBytes: -1 }), / 0 MiB free /);
});

test.run();
