import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chartOf } from '../../charts/chart-of.ts';
import type { LaidOutChart, Line } from '../../charts/laid-out.ts';
import { layOut } from '../../charts/lay-out.ts';
import { machines } from '../../charts/machines.ts';
import { statesIn } from '../../charts/model.ts';
import { svg } from '../../charts/svg.ts';
import { doorMachine } from './door.ts';
import { overlaps } from './overlaps.ts';

const layout = suite('charts: layout');

/** All that has to be seen at once: what a page of 1920 by 1080 shows at three quarters. */
const widthMax = 2000;
const heightMax = 1300;

for (const machine of [...Object.values(machines), doorMachine]) {
  const chart = chartOf(machine);
  const laidOut = layOut(chart);

  layout(`${chart.id}: every state and every transition is there, once`, async () => {
    const { boxes, arrows } = await laidOut;
    const paths = boxes.filter(({ kind }) => kind !== 'initial').map(({ path }) => path);
    const expected = statesIn(chart.root).map(({ path }) => path);
    assert.equal(
      paths.filter((path) => path !== ''),
      expected,
    );
    const told = boxes.flatMap(({ lines }) => lines.map(({ transition }) => transition));
    const drawn = arrows.map(({ transition }) => transition);
    const shown = new Set([...told, ...drawn].filter((id) => id !== null));
    assert.equal([...shown].sort(), chart.transitions.map(({ id }) => id).sort());
  });

  layout(`${chart.id}: nothing covers anything else, and it fits on a screen`, async () => {
    const placed = await laidOut;
    assert.equal(overlaps(placed), []);
    assert.ok(placed.width <= widthMax && placed.height <= heightMax);
  });

  layout(`${chart.id}: arrows are level or upright, from their state to the other`, async () => {
    const placed = await laidOut;
    for (const { transition, from, to, points } of placed.arrows) {
      for (const [index, { x, y }] of points.slice(1).entries()) {
        assert.ok(points[index]!.x === x || points[index]!.y === y, `${transition}`);
      }
      if (transition !== null) assert.ok(isAt(points[0]!, from, placed), `${transition} from`);
      assert.ok(isAt(points.at(-1)!, to, placed), `${transition} to`);
    }
  });
}

layout('what covers something else is found', async () => {
  const placed = await layOut(chartOf(doorMachine));
  const [box] = placed.boxes.filter(({ path, kind }) => path === 'closed' && kind === 'atomic');
  const arrows = placed.arrows.map((arrow) =>
    arrow.label === null ? arrow : { ...arrow, label: { ...arrow.label, x: box!.x, y: box!.y } },
  );
  assert.match(overlaps({ ...placed, arrows }).join('\n'), 'atomic closed and label door.break 0');
  const [one, ...others] = placed.arrows;
  const twice = { ...one!, transition: 'another' };
  assert.match(
    overlaps({ ...placed, arrows: [one!, twice, ...others] }).join('\n'),
    'line another',
  );
});

layout('the picture carries paths and ids, and escapes what it writes', async () => {
  const placed = await layOut(chartOf(doorMachine));
  const picture = svg(placed);
  assert.match(picture, 'data-state="open.ajar"');
  assert.match(picture, 'data-transition="open after closesAfter 0"');
  assert.match(picture, '<title id="door-title">State chart of door</title>');
  assert.match(picture, 'prefers-color-scheme: dark');
  const [box, ...others] = placed.boxes;
  const sly = { ...box!, lines: box!.lines.map(withText('<script>&"')) };
  const escaped = svg({ ...placed, boxes: [sly, ...others] });
  assert.match(escaped, '&lt;script&gt;&amp;&quot;');
  assert.not.match(escaped, '<script>');
});

const withText =
  (text: string) =>
  (line: Line): Line => ({ ...line, spans: [{ text, tone: 'title' }] });

/** On the border of the state; of the dot inside, when the start leaves from it. */
function isAt(point: { x: number; y: number }, path: string, { boxes }: LaidOutChart): boolean {
  const box = boxes.find((one) => one.path === path && one.kind !== 'initial')!;
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  const near = (a: number, b: number) => Math.abs(a - b) <= 1;
  const isBeside = near(point.x, box.x) || near(point.x, right);
  const isAbove = near(point.y, box.y) || near(point.y, bottom);
  const isWithin =
    point.x >= box.x - 1 && point.x <= right + 1 && point.y >= box.y - 1 && point.y <= bottom + 1;
  return isWithin && (isBeside || isAbove);
}

layout.run();
