import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

// What is looked at: Debian's Chromium, which the set-up for tests installs.

export type OpenPage = {
  readonly page: Page;
  /** What the console complained of, and what was thrown. */
  readonly problems: readonly string[];
  /** All that was asked for, by host. */
  readonly hosts: ReadonlySet<string>;
};

export type TestBrowser = AsyncDisposable & {
  readonly open: (url: string, options?: BrowserContextOptions) => Promise<OpenPage>;
  /** Those that are open: each goes on with what it shows, and takes its share of the machine. */
  readonly closePages: () => Promise<void>;
};

/** One that was started for this test, without a sandbox: tests also run as root. */
export async function startBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  return {
    open: (url, options) => openPage(browser, { url, options }),
    closePages: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

const withinMs = 20_000;

type Wanted = { readonly url: string; readonly options: BrowserContextOptions | undefined };

async function openPage(browser: Browser, { url, options = {} }: Wanted): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(withinMs);
  const page = await context.newPage();
  const problems: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error.stack)));
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await page.goto(url);
  return { page, problems, hosts };
}

/**
 * Notes every state that is lit in the chart that is shown, from now on, in the page itself: what
 * is over in a moment is noted as well.
 */
export const noteLights = (page: Page): Promise<unknown> =>
  page.evaluate(`(() => {
    globalThis.lights = [];
    const note = () => {
      const state = document.querySelector('.state.lit')?.getAttribute('data-state');
      const { lights } = globalThis;
      if (state && lights.at(-1) !== state) lights.push(state);
    };
    note();
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
  })()`);

export const notedLights = (page: Page): Promise<string[]> => page.evaluate('globalThis.lights');
