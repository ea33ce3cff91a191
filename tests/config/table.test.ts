import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { drop, find, finder, pick, put, type Table, touched } from '../../config/table.ts';
import { checkProperty } from './property.ts';

const names = ['a', 'b', 'c', 'constructor', '__proto__'];
const name = fc.constantFrom(...names);
const table: fc.Arbitrary<Table<number>> = fc.uniqueArray(fc.tuple(name, fc.nat(2)), {
  selector: ([one]) => one,
});

test('finds what a map finds, in whatever order it is asked', () => {
  checkProperty(
    fc.property(table, fc.array(name), (some, asked) => {
      const map = new Map(some);
      const find = finder(some);
      for (const one of asked) assert.is(find(one), map.get(one) ?? null);
    }),
  );
});

test('puts and drops as a map does, in the same order, and changes nothing that was', () => {
  checkProperty(
    fc.property(table, table, name, (before, rows, gone) => {
      const copy = structuredClone(before);
      const map = new Map([...before, ...rows]);
      const after = put(before, rows);
      assert.equal(after, [...map]);
      map.delete(gone);
      assert.equal(drop(after, gone), [...map]);
      assert.equal(before, copy);
    }),
  );
});

test('those that were put in or dropped are touched, and few besides', () => {
  checkProperty(
    fc.property(table, table, (before, rows) => {
      const all = touched(before, put(before, rows));
      for (const [one] of rows) assert.ok(all.includes(one));
      assert.equal(touched(before, [...before]), []);
      for (const [one] of before) assert.equal(touched(before, drop(before, one)), [one]);
      for (const [one] of before) assert.equal(touched(before, put(before, [[one, 3]])), [one]);
    }),
  );
});

test('picks one alone', () => {
  const some = [
    ['a', 1],
    ['b', 2],
  ] as const;
  assert.equal([pick(some, 'b'), pick(some, 'c')], [[['b', 2]], []]);
});

test('what was not put in is the very same object', () => {
  const one = { x: 1 };
  assert.is(find(put([['a', one]], [['b', { x: 2 }]]), 'a'), one);
});

test.run();
