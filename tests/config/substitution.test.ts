import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { substitutable, substitute } from '../../config/substitution.ts';
import { checkProperty } from './property.ts';

const environment = { FRIGATE_A: 'one', FRIGATE_B2: '{FRIGATE_A}', FRIGATE_EMPTY: '' };

const replaced: readonly [string, string][] = [
  ['plain', 'plain'],
  ['rtsp://u:{FRIGATE_A}@h', 'rtsp://u:one@h'],
  ['{FRIGATE_A}{FRIGATE_A}', 'oneone'],
  ['{FRIGATE_B2}', '{FRIGATE_A}'],
  ['{FRIGATE_EMPTY}', ''],
  ['{{FRIGATE_A}}', '{FRIGATE_A}'],
  ['{{{FRIGATE_A}}}', '{one}'],
  ['{other} { } {', '{other} { } {'],
];
for (const [text, result] of replaced) {
  test(`"${text}" becomes "${result}"`, () => {
    assert.equal(substitute(text, environment), { ok: true, text: result });
  });
}

const refused: readonly [string, RegExp][] = [
  ['{FRIGATE_NO}', /^\{FRIGATE_NO\} has no value: expected FRIGATE_NO in the environment/],
  ['{FRIGATE_constructor}', /has no value/],
  ['{FRIGATE_A', /^malformed substitution/],
  ['{FRIGATE_A b}', /^malformed substitution/],
  ['{FRIGATE_}', /^malformed substitution/],
  ['{FRIGATE_A-B}', /^malformed substitution/],
  ['{FRIGATE_NO} {FRIGATE_NEITHER}', /FRIGATE_NO\b.*; .*FRIGATE_NEITHER/],
];
for (const [text, message] of refused) {
  test(`"${text}" is refused`, () => {
    const result = substitute(text, environment);
    assert.ok(!result.ok && message.test(result.message), JSON.stringify(result));
  });
}

test('leaves text without braces as it is', () => {
  const text = fc.string().filter((value) => !/[{}]/.test(value));
  checkProperty(
    fc.property(text, (value) => assert.equal(substitute(value, {}), { ok: true, text: value })),
  );
});

test('takes only FRIGATE_ names from an environment', () => {
  assert.equal(substitutable({ PATH: '/bin', FRIGATE_A: '1', XFRIGATE_B: '2' }), {
    FRIGATE_A: '1',
  });
});

test.run();
