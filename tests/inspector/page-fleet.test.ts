import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually } from '../support/eventually.ts';
import { startBrowser } from './browser.ts';
import { startFakeServer } from './fake-server.ts';

// The page with five hundred cameras that are made up, much of which happens all the time.

const page = suite('inspector page: a large fleet');
const browser = await startBrowser();
const server = await startFakeServer({ cameras: 500, stirred: 200 });
page.after.each(browser.closePages);
page.after(async () => {
  await browser[Symbol.asyncDispose]();
  server.close();
});

const narrow = { viewport: { width: 360, height: 740 } };
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

page('draws only what is in sight', async () => {
  const { page, problems } = await browser.open(server.url);
  await page.locator('.rows .row').first().waitFor();
  const drawn = await page.locator('.rows .row').count();
  assert.ok(drawn > 8 && drawn < 60, `${drawn} rows`);
  await page.evaluate(`document.querySelector('.rows').scrollTo(0, 1e9)`);
  await page.locator('.rows .row', { hasText: 'yard-50' }).waitFor();
  assert.ok((await page.locator('.rows .row').count()) < 60);
  assert.equal(problems, []);
});

page('filters by text and by state, and sorts', async () => {
  const { page } = await browser.open(server.url);
  await page.locator('.rows .row').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('dock-0');
  await eventually('nine are left', async () => (await page.locator('.rows .row').count()) === 9);
  await page.keyboard.press('Escape');
  await page.getByLabel('Filter by name').fill('');
  await page.getByRole('button', { name: /faulted/ }).click();
  const badges = page.locator('.rows .badge .words');
  await eventually('only those are left', async () => {
    const states = await badges.allTextContents();
    return states.length > 0 && states.every((state) => state === 'disabled.faulted');
  });
  await page.getByRole('button', { name: /^all/ }).click();
  await page.getByRole('columnheader', { name: 'Camera' }).getByRole('button').click();
  await page.locator('.rows .row[aria-rowindex="2"]', { hasText: 'yard-50' }).waitFor();
});

page('fits on a narrow screen', async () => {
  const { page } = await browser.open(server.url, narrow);
  await page.locator('.rows .row').first().waitFor();
  assert.is(await page.evaluate(overflow), 0);
  await page.locator('.rows a.name').first().click();
  await page.locator('.chart').waitFor();
  assert.is(await page.evaluate(overflow), 0);
});

page('keeps no more than it shows, whatever happens', async () => {
  const { page, problems } = await browser.open(`${server.url}#/camera/gate-01`);
  await page.locator('.event').first().waitFor();
  for (let count = 0; count < 6000; count++) server.fleet.advance('gate-01');
  await page.locator('.sequence h2', { hasText: '2,000 events' }).waitFor();
  const drawn = await page.locator('.event').count();
  assert.ok(drawn > 0 && drawn < 60, `${drawn} events are drawn`);
  assert.equal(problems, []);
});

page('keeps nothing of what it does not show any more', async () => {
  const { page } = await browser.open(server.url);
  // the browser itself may hold on to something of a view that was left
  await page.locator('.tile').first().click();
  await page.locator('.camera-head').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.tile').first().waitFor();
  await page.evaluate(countChanges);
  const session = await page.context().newCDPSession(page);
  const heapMb = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 2 ** 20;
  };
  const changed = (times: number) => {
    const isSo = async () => ((await page.evaluate('globalThis.changes')) as number) >= times;
    return eventually(`${times} changes`, isSo, { withinMs: 60_000 });
  };
  await changed(10);
  const before = await heapMb();
  await changed(50);
  const gained = (await heapMb()) - before;
  assert.ok(gained < 3, `${gained} MB more after 40 changes`);
});

page('lets go of every view that was left', async () => {
  const { page } = await browser.open(server.url);
  const session = await page.context().newCDPSession(page);
  const visit = async (times: number) => {
    for (let count = 0; count < times; count++) {
      await page.locator('.tile').first().click();
      await page.locator('.camera-head').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.tile').first().waitFor();
    }
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Memory.getDOMCounters')).nodes;
  };
  const before = await visit(3);
  const after = await visit(10);
  assert.ok(after < 2 * before, `${before} nodes after 3 visits to a camera, ${after} after 13`);
});

/** How often the fleet was drawn anew. */
const countChanges = `(() => {
  globalThis.changes = 0;
  const count = () => { globalThis.changes++; };
  const what = { subtree: true, attributes: true };
  new MutationObserver(count).observe(document.querySelector('.mosaic'), what);
})()`;

page('says when the keeper does not answer any more, and finds it again', async () => {
  const first = await startFakeServer({ cameras: 3 });
  const port = Number(new URL(first.url).port);
  const { page } = await browser.open(first.url);
  await page.locator('.connection.open').waitFor();
  first.close();
  await page.locator('.connection.lost').waitFor();
  const second = await startFakeServer({ cameras: 5, port });
  await page.locator('.connection.open').waitFor();
  await eventually(
    'its cameras are shown',
    async () => (await page.locator('.rows .row').count()) === 5,
  );
  second.close();
});

page.run();
