import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rgbOf } from '../../inspector/server/i420.ts';
import { Pictures } from '../../inspector/server/pictures.ts';

const pictures = suite('pictures');

pictures('however many are asked for, the keeper makes only some', async () => {
  let made = 0;
  const album = new Pictures((camera) => {
    made++;
    return { id: 1, path: `/none/${camera}` };
  });
  for (let count = 0; count < 200; count++) {
    assert.is(await album.latest(`c${count}`), null); // nothing lies there
  }
  assert.ok(made >= 20 && made <= 60, String(made));
});

/** One colour, in limited range. */
function frameOf(width: number, height: number, [light, blue, red]: [number, number, number]) {
  const size = width * height;
  const data = Buffer.alloc(size * 1.5, light);
  data.fill(blue, size, size * 1.25).fill(red, size * 1.25);
  return { data, width, height };
}

pictures('colours are those of the frame', () => {
  const colours: [string, [number, number, number], number[]][] = [
    ['black', [16, 128, 128], [0, 0, 0]],
    ['white', [235, 128, 128], [255, 255, 255]],
    ['red', [81, 90, 240], [255, 0, 0]],
    ['green', [145, 54, 34], [0, 255, 0]],
    ['blue', [41, 240, 110], [0, 0, 255]],
  ];
  for (const [name, yuv, rgb] of colours) {
    const { data } = rgbOf(frameOf(4, 2, yuv), 960);
    assert.is(data.length, 4 * 2 * 3);
    for (const [index, value] of rgb.entries()) {
      for (let at = index; at < data.length; at += 3) {
        assert.ok(Math.abs(data[at]! - value) <= 2, `${name}: ${[...data.subarray(0, 3)]}`);
      }
    }
  }
});

pictures('a large frame is made smaller, and every pixel has its place', () => {
  const frame = frameOf(2000, 1000, [16, 128, 128]);
  frame.data[998 * 2000 + 1998] = 235; // between those that are kept
  const { data, width, height } = rgbOf(frame, 960);
  assert.equal([width, height, data.length], [666, 333, 666 * 333 * 3]);
  frame.data[996 * 2000 + 1995] = 235;
  const { data: lit } = rgbOf(frame, 960);
  const lights = [...lit.entries()].filter(([, value]) => value === 255).map(([at]) => at);
  const at = (332 * 666 + 665) * 3;
  assert.equal(lights, [at, at + 1, at + 2]);
});

pictures.run();
