import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { measureInspector } from '../../bench/inspector.ts';
import { trendOf } from '../../bench/process/trend.ts';

const inspector = suite('bench of the inspector');

inspector('a small fleet is looked at for some seconds', async () => {
  const figures = await measureInspector({ cameras: 5, eventsPerSecond: 200 }, 0.1);
  const figureOf = (name: string) => figures[name]!.value;
  assert.ok(figureOf('events') > 20, `${figureOf('events')} events a second`);
  for (const view of ['fleet', 'camera']) {
    assert.ok(figureOf(`page.${view}.framesPerSecond`) > 0, view);
    assert.ok(figureOf(`keeper.cpu.${view}`) > 0, view);
  }
  const delays = ['fleet', 'camera'].map((view) => figureOf(`page.${view}.delay.p50`));
  assert.ok(
    delays.some((delayMs) => delayMs > 0),
    'nothing was shown',
  );
  assert.ok(Number.isFinite(figureOf('page.heap.gained')));
});

const twenty = Array.from({ length: 20 }, (_, index) => index);

inspector('what grows is seen in its second half', () => {
  const growing = twenty.map((index) => index * 3);
  const { gained, flat, most } = trendOf(growing, 8);
  assert.equal({ gained, flat, most }, { gained: 30, flat: false, most: 57 });
});

inspector('what goes up and comes down again is flat', () => {
  const breathing = twenty.map((index) => 100 + (index % 5) * 10);
  const { gained, flat } = trendOf(breathing, 1);
  assert.equal({ gained, flat }, { gained: 0, flat: true });
});

inspector('of what may not go up at all, the last look counts as well', () => {
  const { gained, flat } = trendOf([...twenty.fill(5), 6], 0);
  assert.equal({ gained, flat }, { gained: 1, flat: false });
});

inspector.run();
