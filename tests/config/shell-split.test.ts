import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shellSplit } from '../../config/shell-split.ts';
import { checkProperty } from './property.ts';

const table: readonly [string, readonly string[] | null][] = [
  ['', []],
  ['  ', []],
  ['-a b', ['-a', 'b']],
  ['  -a\t b\n', ['-a', 'b']],
  [`-vf 'a b' c`, ['-vf', 'a b', 'c']],
  [`-vf "a b"`, ['-vf', 'a b']],
  [`a"b c"d`, ['ab cd']],
  [`''`, ['']],
  [`"a \\"b\\" \\\\ \\n"`, ['a "b" \\ \\n']],
  [`'a\\b'`, ['a\\b']],
  ['a\\ b', ['a b']],
  [`'open`, null],
  ['"open', null],
  ['"open\\"', null],
  ['a\\', null],
];
for (const [text, words] of table) {
  test(JSON.stringify(text), () => assert.equal(shellSplit(text), words));
}

test('gives back what was quoted', () => {
  const quote = (word: string) => `'${word.replaceAll(`'`, `'\\''`)}'`;
  checkProperty(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (words) => {
      assert.equal(shellSplit(words.map(quote).join(' ')), words);
    }),
  );
});

test('ends quickly on a long text that is not closed', () => {
  assert.is(shellSplit(`"${'\\a'.repeat(50_000)}`), null);
});

test.run();
