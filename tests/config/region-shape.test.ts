import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { regionShape, slotCount } from '../../config/region-shape.ts';

const table: readonly [fps: number, slots: number][] = [
  [0.1, 6],
  [1, 6],
  [3, 6],
  [4, 8],
  [5, 10],
  [25, 50],
  [60, 50],
];
for (const [fps, slots] of table) {
  test(`${fps} frames a second need ${slots} slots`, () => assert.is(slotCount(fps), slots));
}

test('a shape is all that cannot change while memory is mapped', () => {
  const detect = { enabled: true, width: 640, height: 360, fps: 5 };
  assert.equal(regionShape({ detect }), { width: 640, height: 360, slots: 10, queueCapacity: 2 });
});

test.run();
