import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { JournalRing } from '../../actors/journal/ring.ts';
import { type Program, startProgram } from '../bin/command.ts';
import { eventually } from '../support/eventually.ts';
import { longJournal, longJournalBeganMs, writtenJournal } from '../support/long-journal.ts';
import { root } from '../support/paths.ts';
import { notedLights, noteLights, type OpenPage, startBrowser } from './browser.ts';

// `camkeeper inspect FILE` in a browser: all of it is past.

const page = suite('inspector page: a journal in a file');
const browser = await startBrowser();
page.after.each(browser.closePages);
page.after(async () => browser[Symbol.asyncDispose]());

const minuteMs = 60_000;
const ring = longJournal({ cameras: 3, lastsMs: 10 * minuteMs });

/** When the capture of `cam-2` backed off for the last time or the first, in the middle of it. */
function backOffIn({ lines }: JournalRing, which: 'first' | 'last' = 'last'): number {
  const path = 'camera:cam-2/capture';
  const timeOf = (line: string) => longJournalBeganMs + Number(/"at":([\d.]+)/.exec(line)?.[1]);
  const isBegin = (line: string) => line.includes(`["${path}","process.exited","backingOff"]`);
  const from = which === 'last' ? lines.findLastIndex(isBegin) : lines.findIndex(isBegin);
  const to = lines.findIndex((line, index) => index > from && line.includes(`["${path}",`));
  return to < 0 ? timeOf(lines[from]!) + 200 : (timeOf(lines[from]!) + timeOf(lines[to]!)) / 2;
}

async function inspected(
  file: string,
  look: (opened: OpenPage, inspect: Program) => Promise<void>,
): Promise<void> {
  const inspect = startProgram(join(root, 'bin/camkeeper'), ['inspect', file]);
  try {
    const address = () => /http:\/\/[\d.:]+\//.exec(inspect.output.stdout)?.[0];
    const seen = () => inspect.output;
    const url = await eventually('its address', address, { seen, withinMs: 60_000 });
    const opened = await browser.open(`${url}#/camera/cam-2`);
    await look(opened, inspect);
    assert.equal(opened.problems, []);
    assert.equal([...opened.hosts], [new URL(url).host]);
  } finally {
    inspect.child.kill('SIGTERM');
  }
  assert.is((await inspect.ended()).code, 0);
}

/** As a hand moves it. */
async function slideTo({ page }: OpenPage, atMs: number): Promise<void> {
  await page.getByRole('slider', { name: 'Time that is shown' }).evaluate((slider, value) => {
    const input = slider as unknown as { value: string; dispatchEvent: (event: Event) => void };
    input.value = String(value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, atMs);
}

async function assertBackOff(opened: OpenPage): Promise<void> {
  const { page } = opened;
  await page.locator('.state.lit[data-state="backingOff"]').waitFor();
  await page.locator('.arrow.traced').first().waitFor();
  await page.locator('.camera-head .badge', { hasText: 'starting.backingOff' }).waitFor();
  const delay = page.locator('.delays li', { hasText: 'backOff' });
  await delay.waitFor();
  assert.match((await delay.textContent()) ?? '', /\d (ms|s|min)$|now$/);
  await page.locator('.time-left').waitFor();
  const context = page.locator('details.context');
  if ((await context.getAttribute('open')) === null)
    await context.locator('summary').first().click();
  await page.locator('.context .tree', { hasText: '"camera:cam-2"' }).waitFor();
}

page('the slider shows a camera that backs off, with its context and delays', async () => {
  const backsOff = backOffIn(ring);
  await inspected(await writtenJournal(ring), async (opened) => {
    const { page } = opened;
    await page.locator('.past-banner', { hasText: 'A journal' }).waitFor();
    await page.locator('[role=tab]', { hasText: 'capture' }).click();
    await noteLights(page);
    await slideTo(opened, backsOff);
    await assertBackOff(opened);
    await slideTo(opened, longJournalBeganMs);
    await page.locator('.camera-head', { hasText: 'There was no camera of this name' }).waitFor();
    await page.getByRole('button', { name: 'When it came' }).click();
    await page.locator('.camera-head .badge').waitFor();
    for (const key of [']', ']', '[']) await page.keyboard.press(key);
    const lights = await eventually('several states were lit', async () => {
      const noted = await notedLights(page);
      return new Set(noted).size > 2 ? noted : null;
    });
    assert.ok(lights.includes('backingOff'));
    assert.is(await page.locator('.commands').count(), 0, 'nothing can be commanded');
  });
});

page('a last line that was cut off does no harm', async () => {
  const backsOff = backOffIn(ring);
  const file = await writtenJournal(ring, '{"at":600000.5,"to":"camera:cam-2/capt');
  await inspected(file, async (opened, { output }) => {
    assert.is(output.stderr, '');
    await opened.page.locator('[role=tab]', { hasText: 'capture' }).click();
    await slideTo(opened, backsOff);
    await assertBackOff(opened);
  });
});

page('more than 20,000 inputs: any moment is shown whole', async () => {
  const long = longJournal({ cameras: 24, lastsMs: 60 * minuteMs });
  assert.ok(long.lines.length > 21_000, `${long.lines.length} lines`);
  await inspected(await writtenJournal(long), async (opened) => {
    await opened.page.locator('[role=tab]', { hasText: 'capture' }).click();
    await slideTo(opened, backOffIn(long, 'first'));
    await assertBackOff(opened);
    assert.ok(await opened.page.locator('.event').count(), 'the events before it are shown');
    const keeper = opened.page.locator('[role=tab]', { hasText: 'keeper' });
    assert.match((await keeper.getAttribute('data-state')) ?? '', /^running/, 'and the keeper');
    await slideTo(opened, backOffIn(long, 'last'));
    await assertBackOff(opened);
    const rows = opened.page.locator('.rows .row');
    await opened.page.keyboard.press('Escape');
    await eventually('the fleet of then', async () => (await rows.count()) >= 10);
  });
});

page.run();
