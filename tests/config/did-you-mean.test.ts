import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { didYouMean, editDistance, nearest } from '../../config/did-you-mean.ts';

const distances: readonly [string, string, number][] = [
  ['', '', 0],
  ['', 'abc', 3],
  ['fps', 'fps', 0],
  ['fsp', 'fps', 1],
  ['widht', 'width', 1],
  ['kitten', 'sitting', 3],
];
for (const [from, to, distance] of distances) {
  test(`from "${from}" to "${to}" it is ${distance}`, () => {
    assert.is(editDistance(from, to), distance);
    assert.is(editDistance(to, from), distance);
  });
}

const known = ['enabled', 'width', 'height', 'fps', 'ui'];
const guesses: readonly [string, string | null][] = [
  ['enable', 'enabled'],
  ['Width', 'width'],
  ['hieght', 'height'],
  ['fsp', 'fps'],
  ['framerate', null],
  ['zzzz', null],
];
for (const [word, guess] of guesses) {
  test(`"${word}" is taken for ${guess}`, () => assert.is(nearest(word, known), guess));
}

test('says nothing when nothing is near', () => {
  assert.is(didYouMean('zzzz', known), '');
  assert.is(didYouMean('fsp', known), '; did you mean "fps"?');
});

test.run();
