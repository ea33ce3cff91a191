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

inspector('what grows is seen in its second half', () => {
  const looks = Array.from({ length: 20 }, (_, atSeconds) => ({ atSeconds, mb: atSeconds * 3 }));
  const { gained, flat, most } = trendOf(looks, ({ mb }) => mb, 8);
  assert.equal({ gained, flat, most }, { gained: 27, flat: false, most: 57 });
  assert.ok(trendOf(looks, () => 5, 0).flat);
});

inspector.run();
