import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { startBrowser } from '../../tests/inspector/browser.ts';
import { residentMb } from '../process/memory.ts';

export type WatchedPage = AsyncDisposable & {
  /** `#/` or `#/camera/NAME`. */
  readonly open: (hash: string) => Promise<void>;
  readonly look: () => Promise<PageLook>;
};

export type PageLook = {
  /** Between two frames, and from an event to its picture: all since the look before. */
  readonly gapsMs: readonly number[];
  readonly delaysMs: readonly number[];
  readonly residentMb: number;
  /** Of what is reachable. */
  readonly heapMb: number;
};

/** The page in Debian's Chromium, with a watch in it. */
export async function watchPage(url: string): Promise<WatchedPage> {
  const browser = await startBrowser();
  try {
    const { page } = await browser.open(url);
    await page.evaluate(watch);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const pid = await rendererOf(page);
    return {
      open: async (hash) => void (await page.evaluate(`location.hash = ${JSON.stringify(hash)}`)),
      look: async () => {
        const seen = (await page.evaluate(take)) as Pick<PageLook, 'gapsMs' | 'delaysMs'>;
        return { ...seen, heapMb: await heapMb(session), residentMb: residentMb(pid) };
      },
      [Symbol.asyncDispose]: () => browser[Symbol.asyncDispose](),
    };
  } catch (error) {
    await browser[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * Runs in the page. The reason of the camera that is looked at (the first of the list, or the one
 * that fills the page) holds the time of the event; in the frame after the one that brought it
 * into the document it has been painted.
 */
const watch = `(() => {
  const seen = { gapsMs: [], delaysMs: [] };
  let told = 0;
  let before = performance.now();
  const note = (now) => {
    seen.gapsMs.push(now - before);
    before = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
  const look = () => {
    const place = document.querySelector('.row[aria-rowindex="2"] .cell-4, .why .reason');
    const at = Number(/stamp (\\d+)/.exec(place?.textContent ?? '')?.[1] ?? 0);
    if (at <= told) return;
    told = at;
    requestAnimationFrame(() => seen.delaysMs.push(Date.now() - at));
  };
  const changes = { subtree: true, childList: true, characterData: true };
  new MutationObserver(look).observe(document.body, changes);
  globalThis.watch = seen;
})()`;

const take = `(() => {
  const { gapsMs, delaysMs } = globalThis.watch;
  return { gapsMs: gapsMs.splice(0), delaysMs: delaysMs.splice(0) };
})()`;

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value / 2 ** 20;
}

/** Of the processes that draw pages, the one that has drawn most. */
async function rendererOf(page: Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const [first] = renderers.sort((one, other) => other.cpuTime - one.cpuTime);
  if (!first || !isThere(first.id)) throw new Error('the process of the page is not to be found');
  return first.id;
}

const isThere = (pid: number): boolean => readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
