import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { JournalRow } from '../../inspector/api.ts';
import { camera, untilHealthy, untilState } from '../keeper/fleet.ts';
import { malformedOnce } from '../keeper/malformed.ts';
import { eventually } from '../support/eventually.ts';
import { mounting, mountTmpfs } from '../support/small-disk.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { type OpenPage, startBrowser } from './browser.ts';
import { startFakeServer } from './fake-server.ts';
import { shownKeeper } from './shown-keeper.ts';

// What the page says of the keeper itself: where it writes, why no more, and what failed.

const page = suite('inspector page: the keeper itself');
const browser = await startBrowser();

const failure = {
  at: Date.UTC(2026, 10, 22, 16),
  file: "/var/lib/camkeeper/the operator's/camkeeper-failure-20261122T160000000Z.jsonl",
  reason: `front broke: ${'Cannot read properties of null '.repeat(12)}`,
};
const ended: JournalRow = {
  state: 'ended',
  path: `/var/log/camkeeper/${'a-long-name-'.repeat(8)}/journal.jsonl`,
  reason: 'the disk is full (ENOSPC)',
  memoryBytes: 4 * 2 ** 20,
  failures: [
    { ...failure, at: failure.at - 1000, file: '/var/lib/camkeeper/older.jsonl' },
    failure,
  ],
};

const server = await startFakeServer({
  cameras: 3,
  keeper: { store: { state: 'degraded', reason: 'the disk is full' }, journal: ended },
});
page.after.each(browser.closePages);
page.after(async () => {
  await browser[Symbol.asyncDispose]();
  server.close();
});

async function dialogOf({ page }: OpenPage): Promise<string> {
  await page.keyboard.press('i');
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  return (await dialog.textContent()) ?? '';
}

page('nothing is said where nothing is wrong; where the journal is, on request', async () => {
  await using shown = await shownKeeper({});
  const opened = await browser.open(shown.inspector.url);
  await opened.page.getByRole('button', { name: /^keeper/ }).click();
  const dialog = opened.page.locator('dialog', { hasText: 'the last 4 MB in memory' });
  await dialog.waitFor();
  assert.match((await dialog.textContent()) ?? '', /camkeeper journal FILE/);
  assert.is(await opened.page.locator('.notices').count(), 0);
  assert.equal(opened.problems, []);
});

page('a failure that was kept is told: what, when, where, and what to do with it', async () => {
  const store = join(temporaryDirectory('page-keeper'), 'camkeeper.db');
  const keeperOptions = { store, onInput: malformedOnce() };
  await using shown = await shownKeeper({ front: camera() }, { keeperOptions });
  const { keeper } = shown;
  const opened = await browser.open(shown.inspector.url);
  const { tracker } = await untilHealthy(keeper, 'front');
  process.kill(tracker.pid!, 'SIGKILL');
  await untilState(keeper, 'front', 'disabled.faulted');
  await opened.page.locator('.notices', { hasText: /Failed .*front broke/ }).waitFor();
  const [kept] = keeper.status().journal.failures;
  assert.is(kept?.file, keeper.status().journal.failure);
  const text = await dialogOf(opened);
  for (const words of [`camkeeper inspect ${kept?.file}`, `camkeeper replay ${kept?.file}`]) {
    assert.ok(text.includes(words), text);
  }
  assert.equal(opened.problems, []);
});

mounting(page)('a journal that has ended is told, and why', async () => {
  const folder = mountTmpfs('size=64k');
  writeFileSync(join(folder, 'others'), Buffer.alloc(56 * 1024));
  const file = join(folder, 'journal.jsonl');
  const keeperOptions = { journal: { file }, onTrouble: () => {} };
  await using shown = await shownKeeper({ front: camera() }, { keeperOptions });
  const { keeper } = shown;
  const opened = await browser.open(shown.inspector.url);
  const isEnded = () => {
    if (keeper.status().journal.state === 'ended') return true;
    keeper.add('more', camera(undefined, { enabled: false }));
    keeper.remove('more');
    return false;
  };
  await eventually('it has ended', isEnded, { withinMs: 30_000 });
  const notice = /Journal ended the disk is full \(ENOSPC\)/;
  await opened.page.locator('.notices', { hasText: notice }).waitFor();
  assert.ok((await dialogOf(opened)).includes(`nothing more is written to ${file}`));
  assert.equal(opened.problems, []);
});

page('fits on a narrow screen, and is used with keys alone', async () => {
  const opened = await browser.open(server.url, { viewport: { width: 360, height: 740 } });
  await opened.page.locator('.notices').waitFor();
  assert.equal(await opened.page.locator('.notices b').allTextContents(), [
    'Failed',
    'Journal ended',
    'Store',
  ]);
  const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  assert.is(await opened.page.evaluate(over), 0);
  assert.ok((await opened.page.locator('.rows .row').count()) > 0, 'the cameras are still there');
  const text = await dialogOf(opened);
  assert.ok(text.includes(`camkeeper replay '/var/lib/camkeeper/the operator'\\''s/`), text);
  assert.is(await opened.page.evaluate(over), 0);
  const beyond = `(() => { const { scrollWidth, clientWidth } = document.querySelector('dialog');
    return scrollWidth - clientWidth; })()`;
  assert.is(await opened.page.evaluate(beyond), 0);
  await opened.page.keyboard.press('Escape');
  await opened.page.getByRole('button', { name: 'Details…' }).focus();
  await opened.page.keyboard.press('Enter');
  await opened.page.locator('dialog[open]').waitFor();
  assert.equal(opened.problems, []);
});

page.run();
