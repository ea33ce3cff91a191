import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Asked, Figures, Skipped } from './figures.ts';
import { type AskedKeeper, askedKeeper, type Fleet } from './inspector/asked-keeper.ts';
import { inspectorFigures, type Stretch, type View } from './inspector/inspector-figures.ts';
import { type WatchedPage, watchPage } from './inspector/page.ts';

/**
 * What it costs a keeper of a thousand cameras to be looked at while each of them hears ten events
 * a second, and how the page fares: the real keeper but for its processes and memory, in a process
 * of its own, and the real page in Chromium. Ten minutes where this part is named.
 */
const fleet = { cameras: 1_000, eventsPerSecond: 10_000 };
const minutesNamed = 10;
const minutesAmongOthers = 2;

export async function run(_: Figures, { isNamed, minutes }: Asked): Promise<Figures | Skipped> {
  if (!existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')) {
    return { skipped: 'there is no Chromium: install the package chromium' };
  }
  return measureInspector(fleet, minutes ?? (isNamed ? minutesNamed : minutesAmongOthers));
}

const views: Readonly<Record<View, string>> = { fleet: '#/', camera: '#/camera/camera-0' };
const settleMs = 2_000;
const warmUpMs = 8_000;
/** Of one view, without a break. */
const stretchMsMax = 30_000;

export async function measureInspector(of: Fleet, minutes: number): Promise<Figures> {
  const stretchMs = Math.min(stretchMsMax, (minutes * 60_000) / 4);
  await using keeper = await askedKeeper(of);
  await delay(Math.min(warmUpMs, stretchMs));
  const alone = await keeperStretch(keeper, stretchMs);
  const url = await keeper.serve();
  const served = await keeperStretch(keeper, stretchMs);
  await using page = await watchPage(url);
  await delay(Math.min(warmUpMs, stretchMs));
  const stretches: Stretch[] = [];
  const rounds = Math.max(1, Math.round((minutes * 60_000) / stretchMs / 2));
  for (let round = 0; round < rounds; round++) {
    for (const view of ['fleet', 'camera'] as const) {
      stretches.push(await look(keeper, page, { view, stretchMs }));
    }
  }
  return inspectorFigures({ alone, served, stretches });
}

async function keeperStretch(keeper: AskedKeeper, ms: number) {
  await keeper.look();
  await delay(ms);
  return keeper.look();
}

type Wanted = { readonly view: View; readonly stretchMs: number };

async function look(keeper: AskedKeeper, page: WatchedPage, wanted: Wanted): Promise<Stretch> {
  const { view, stretchMs } = wanted;
  await page.open(views[view]);
  await delay(Math.min(settleMs, stretchMs));
  await page.look();
  await keeper.look();
  await delay(stretchMs);
  const seen = await page.look();
  const stretch = { view, atSeconds: performance.now() / 1000, page: seen };
  const told = { ...stretch, keeper: await keeper.look() };
  process.stderr.write(`${JSON.stringify({ view, ...briefly(told) })}\n`);
  return told;
}

const briefly = ({ keeper, page: { gapsMs, delaysMs, ...memory } }: Stretch) => ({
  keeper,
  page: { frames: gapsMs.length, pictures: delaysMs.length, ...memory },
});
