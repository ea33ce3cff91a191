import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareTrace } from '../../../replay/script/compare-trace.ts';
import { readLine } from '../../../replay/script/read-trace.ts';
import { parseTime } from '../../../replay/script/times.ts';

const compare = suite('script: compare a trace');

const trace = ['1ms a one', '2ms a two', '3ms b one', '3ms a two', '5ms c long words here'];
const lines = trace.map((line) => {
  const [at, ...words] = line.split(' ');
  return { atMs: parseTime(at)!, words: words.join(' ') };
});
const difference = (...expected: string[]) =>
  compareTrace(
    expected.map((text) => readLine(text)!),
    lines,
  );

const fitting: readonly (readonly string[])[] = [
  trace,
  ['...'],
  ['1ms a one', '...'],
  ['...', '5ms c long words here'],
  ['...', '2ms a two', '...'],
  ['...', 'a two', 'c ...'], // not the first `a two`
  ['* * one', 'a *', '...', '0.005s c * words *'],
  ['...', ...trace, '...'],
];
for (const expected of fitting) {
  compare(`fits: ${expected.join(' | ')}`, () => assert.is(difference(...expected), null));
}

type Differing = readonly [expected: readonly string[], line: string | null, index: number | null];
const differing: readonly Differing[] = [
  [[], null, 0],
  [['1ms a one'], null, 1],
  [['1ms a one', '2ms a three', '...'], '2ms a three', 1],
  [['1ms a one', '3ms a two', '...'], '3ms a two', 1],
  [['...', '2ms a two', '3ms a two', '...'], '3ms a two', 2],
  [['...', '3ms a two'], null, 4],
  [[...trace, '6ms d one'], '6ms d one', null],
  // nowhere: the same at another time, the last of the same one, the last by then, nothing
  [['...', '2ms b one'], '2ms b one', 2],
  [['...', '2ms a two', '...', '4ms a one', '...'], '4ms a one', 3],
  [['...', '4ms d one', '...'], '4ms d one', 3],
  [[...trace, '...', 'd one'], 'd one', null],
];
for (const [expected, line, index] of differing) {
  compare(`differs: ${expected.join(' | ')}`, () => {
    const found = difference(...expected)!;
    assert.is(found.expected?.text ?? null, line);
    assert.equal(found.happened, index === null ? null : lines[index]);
  });
}

compare.run();
