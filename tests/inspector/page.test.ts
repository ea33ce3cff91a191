import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { camera, generated, untilHealthy } from '../keeper/fleet.ts';
import { eventually } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import { notedLights, noteLights, type OpenPage, startBrowser } from './browser.ts';
import { type ShownKeeper, shownKeeper } from './shown-keeper.ts';

// The page as it is built, in a browser, with a keeper that runs.

const page = suite('inspector page');
const browser = await startBrowser();
page.after.each(browser.closePages);
page.after(async () => browser[Symbol.asyncDispose]());

const inputs = [{ path: generated.path, input_args: generated.inputArgs, roles: ['detect'] }];
/** Does not stop when asked, so that stopping can be seen. */
const stubborn = camera(generated, {
  ffmpeg: { path: fixture('ffmpeg-ignores-term.sh'), inputs },
  camkeeper: { timeouts: { stop: 4 } },
});

/** Whatever a test did: nobody else was asked for anything, and nothing was complained of. */
function assertQuiet({ problems, hosts }: OpenPage, { inspector }: ShownKeeper): void {
  assert.equal(problems, []);
  assert.equal([...hosts], [new URL(inspector.url).host]);
}

page('all cameras are there, with state, reason and picture', async () => {
  await using shown = await shownKeeper({ front: camera(), yard: camera() });
  await untilHealthy(shown.keeper, 'front');
  const opened = await browser.open(shown.inspector.url);
  const row = opened.page.locator('.rows .row', { hasText: 'front' });
  await row.locator('.badge', { hasText: 'running.healthy' }).waitFor();
  assert.match((await row.textContent()) ?? '', /first frame after \d+ ms/);
  await row.locator('.picture.has-frame').waitFor();
  assert.is(await opened.page.locator('.rows .row').count(), 2);
  assertQuiet(opened, shown);
});

page('the chart lights up while a camera fails, comes back and stops', async () => {
  await using shown = await shownKeeper({ front: stubborn });
  const { keeper, inspector } = shown;
  const opened = await browser.open(`${inspector.url}#/camera/front`);
  await opened.page.locator('.state.lit').waitFor();
  await noteLights(opened.page);
  const lit = (state: string) =>
    eventually(`${state} is lit`, async () => (await notedLights(opened.page)).includes(state), {
      withinMs: 20_000,
      seen: () => keeper.status().cameras.front?.state,
    });
  const { capture } = await untilHealthy(keeper, 'front');
  await lit('running.healthy');
  process.kill(capture.ffmpegPid!, 'SIGKILL');
  await lit('starting.backingOff');
  assert.ok(await opened.page.locator('.arrow.traced').count());
  await lit('starting.connecting');
  await untilHealthy(keeper, 'front');
  keeper.disable('front');
  await lit('stopping.capture');
  await lit('disabled.byRequest');
  assertQuiet(opened, shown);
});

page('the chart of a process, its delays and what is true of it', async () => {
  await using shown = await shownKeeper({ front: camera() });
  const { capture } = await untilHealthy(shown.keeper, 'front');
  const opened = await browser.open(`${shown.inspector.url}#/camera/front`);
  await opened.page.locator('[role=tab]', { hasText: 'capture' }).click();
  await opened.page.locator('.state.lit[data-state="alive.ready"]').waitFor();
  await opened.page.locator('.truths li', { hasText: 'Exactly one run' }).waitFor();
  for (let kills = 0; kills < 2; kills++) {
    const { ffmpegPid } = (await untilHealthy(shown.keeper, 'front')).capture;
    process.kill(ffmpegPid!, 'SIGKILL');
    await eventually('it is noticed', () => {
      return shown.keeper.status().cameras.front?.state !== 'running.healthy';
    });
  }
  await opened.page.locator('.delays li', { hasText: 'backOff' }).waitFor();
  await opened.page.locator('.time-left').waitFor();
  assert.ok(capture.pid);
  assertQuiet(opened, shown);
});

page('the slider shows the past, and says so', async () => {
  await using shown = await shownKeeper({ front: camera() });
  await untilHealthy(shown.keeper, 'front');
  const opened = await browser.open(`${shown.inspector.url}#/camera/front`);
  const { page } = opened;
  await page.locator('.state.lit[data-state="running.healthy"]').waitFor();
  const slider = page.getByRole('slider', { name: 'Time that is shown' });
  await slider.focus();
  await slider.press('Home');
  await page.locator('.past-banner', { hasText: 'The past' }).waitFor();
  const machine = page.locator('[role=tab]', { hasText: 'camera' });
  await eventually('it was not running then', async () => {
    return (await machine.getAttribute('data-state')) !== 'running.healthy';
  });
  for (let step = 0; step < 40; step++) await page.keyboard.press(']');
  await page.locator('.state.lit[data-state="running.healthy"]').waitFor();
  await page.keyboard.press('[');
  await page.locator('.past-banner').waitFor();
  await page.locator('.camera-head .badge').waitFor();
  const restart = page.getByRole('button', { name: 'Restart…' });
  assert.is(await restart.count(), 0, 'the past cannot be commanded');
  await page.keyboard.press('l');
  await page.locator('.past-banner').waitFor({ state: 'detached' });
  await restart.waitFor();
  assertQuiet(opened, shown);
});

page('a command shows what it would do, and then does it', async () => {
  await using shown = await shownKeeper({ front: camera(), yard: camera() });
  const { keeper } = shown;
  await untilHealthy(keeper, 'front');
  const opened = await browser.open(`${shown.inspector.url}#/camera/front`);
  const { page } = opened;
  await page.getByRole('button', { name: 'Disable…' }).click();
  await page.locator('dialog .plan li', { hasText: 'front' }).waitFor();
  assert.is(keeper.status().cameras.front!.state, 'running.healthy', 'nothing has happened yet');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.locator('.camera-head .badge', { hasText: 'disabled.byRequest' }).waitFor();
  assert.is(keeper.status().cameras.front!.state, 'disabled.byRequest');
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Apply' }).click();
  await untilHealthy(keeper, 'front');
  assertQuiet(opened, shown);
});

page('nothing can be applied before its plan is known, nor after it is out of date', async () => {
  await using shown = await shownKeeper({ front: camera() });
  const opened = await browser.open(`${shown.inspector.url}#/camera/front`);
  const { page } = opened;
  let letGo = () => {};
  const promise = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/api/plan', async (route) => {
    await promise;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Remove…' }).click();
  const apply = page.getByRole('button', { name: 'Apply' });
  await page.locator('dialog', { hasText: 'Asking what it would do' }).waitFor();
  assert.ok(await apply.isDisabled());
  letGo();
  await page.locator('dialog .plan li', { hasText: 'front' }).waitFor();
  assert.not.ok(await apply.isDisabled());
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await page.getByLabel('Name', { exact: true }).fill('yard');
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.locator('dialog .plan li', { hasText: 'yard' }).waitFor();
  const add = page.getByRole('button', { name: 'Add', exact: true });
  assert.not.ok(await add.isDisabled());
  await page.getByLabel('Name', { exact: true }).fill('yard-2');
  assert.ok(await add.isDisabled(), 'the plan was for another name');
  assert.equal(Object.keys(shown.keeper.status().cameras), ['front']);
  assertQuiet(opened, shown);
});

page('a camera is added and removed', async () => {
  await using shown = await shownKeeper({ front: camera() });
  const opened = await browser.open(shown.inspector.url);
  const { page } = opened;
  await page.getByRole('button', { name: 'Add camera…' }).click();
  await page.getByLabel('Name', { exact: true }).fill('yard');
  await page.getByLabel('Section').fill(JSON.stringify(camera()));
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.locator('dialog .plan li', { hasText: 'yard' }).waitFor();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await untilHealthy(shown.keeper, 'yard');
  await page.locator('.rows a.name', { hasText: 'yard' }).click();
  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await eventually('it is gone', () => !shown.keeper.status().cameras.yard, { withinMs: 15_000 });
  await page.locator('.camera-head', { hasText: 'There is no camera of this name' }).waitFor();
  assertQuiet(opened, shown);
});

page.run();
