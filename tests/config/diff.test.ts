import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type CameraChange, diffCameras } from '../../config/diff.ts';
import { checkProperty } from './property.ts';

type Cameras = Readonly<Record<string, number>>;
type Row = readonly [
  name: string,
  before: Cameras,
  after: Cameras,
  changes: CameraChange<number>[],
];

const diffOf = <Camera>(before: Record<string, Camera>, after: Record<string, Camera>) =>
  diffCameras(Object.entries(before), Object.entries(after));

const table: readonly Row[] = [
  ['nothing', {}, {}, []],
  ['the same', { a: 1 }, { a: 1 }, []],
  ['an addition', {}, { a: 1 }, [{ type: 'camera.added', camera: 'a', config: 1 }]],
  ['a change', { a: 1 }, { a: 2 }, [{ type: 'camera.changed', camera: 'a', config: 2 }]],
  [
    'front and front_door are two',
    { front: 1, front_door: 1 },
    { front_door: 1 },
    [{ type: 'camera.removed', camera: 'front' }],
  ],
  [
    'a rename removes first',
    { a: 1, b: 2 },
    { c: 1, b: 3 },
    [
      { type: 'camera.removed', camera: 'a' },
      { type: 'camera.added', camera: 'c', config: 1 },
      { type: 'camera.changed', camera: 'b', config: 3 },
    ],
  ],
  [
    'a name of every object',
    {},
    { valueOf: 1 } as unknown as Cameras,
    [{ type: 'camera.added', camera: 'valueOf', config: 1 }],
  ],
];
for (const [name, before, after, changes] of table) {
  test(name, () => assert.equal(diffOf(before, after), changes));
}

test('the order of keys inside a camera does not matter', () => {
  assert.equal(diffOf({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }), []);
});

const cameras = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(2));

test('applied to before it gives after, and touches nothing else', () => {
  checkProperty(
    fc.property(cameras, cameras, (before, after) => {
      const changes = diffOf(before, after);
      const result = new Map(Object.entries(before));
      for (const change of changes) {
        if (change.type === 'camera.removed') result.delete(change.camera);
        else result.set(change.camera, change.config);
      }
      assert.equal(Object.fromEntries(result), { ...after });
      const touched = changes.filter(({ camera }) => before[camera] === after[camera]);
      assert.equal(touched, []);
    }),
  );
});

test.run();
