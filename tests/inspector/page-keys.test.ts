import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startBrowser } from './browser.ts';
import { startFakeServer } from './fake-server.ts';

// Keys instead of a mouse, with cameras that are made up and to which nothing happens.

const page = suite('inspector page: keys');
const browser = await startBrowser();
const server = await startFakeServer({ cameras: 30, stirred: 0 });
page.after.each(browser.closePages);
page.after(async () => {
  await browser[Symbol.asyncDispose]();
  server.close();
});

page('is used with keys alone', async () => {
  const { page } = await browser.open(server.url);
  await page.locator('.rows .row').first().waitFor();
  await page.keyboard.press('?');
  await page.locator('dialog', { hasText: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('h1', { hasText: 'aisle-02' }).waitFor();
  await page.keyboard.press('4');
  await page.locator('[role=tab][aria-selected=true]', { hasText: 'capture' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.rows').waitFor();
});

/** One after the other, before the browser has told of anything; then it has told of all. */
const press = (...keys: string[]) => `(async () => {
  const told = new Promise((done) => addEventListener('close', done, { capture: true, once: true }));
  for (const key of ${JSON.stringify(keys)}) {
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }
  await told;
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
})()`;

page('a key behind Escape is meant for the page', async () => {
  const { page, problems } = await browser.open(`${server.url}#/camera/gate-01`);
  await page.locator('.camera-head .commands').waitFor();
  const help = page.locator('dialog[open]', { hasText: 'Keys' });
  await page.getByRole('button', { name: 'Help and keys' }).click();
  await help.waitFor();
  await page.evaluate(press('Escape', '?'));
  await help.waitFor(); // it is open again
  await page.evaluate(press('Escape', '4'));
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.locator('[role=tab][aria-selected=true]', { hasText: 'capture' }).waitFor();
  assert.is(await page.evaluate(`document.activeElement.ariaLabel`), 'Help and keys');
  await page.keyboard.press('r');
  await page.locator('dialog[open] .plan li', { hasText: 'restart gate-01' }).waitFor();
  await page.evaluate(press('Escape', 'x'));
  await page.locator('dialog[open] .plan li', { hasText: 'remove gate-01' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(problems, []);
});

page.run();
