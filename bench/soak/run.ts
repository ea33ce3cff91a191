import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createKeeper, type Keeper } from '../../index.ts';
import { eventually } from '../../tests/support/eventually.ts';
import { descendantsOf } from '../../tests/support/processes.ts';
import { describeMachine } from '../machine.ts';
import { trendOf } from '../process/trend.ts';
import { type Churn, churn, section } from './churn.ts';

/**
 * `npm run soak -- --minutes N`: real cameras under churn and crashes, in rounds; between two
 * rounds the same cameras run, and the process of the keeper is looked at. Prints JSON; exits
 * with 1 when something still grows in the second half.
 */
const cameras = ['camera-0', 'camera-1', 'camera-2', 'camera-3'];
const roundMs = 6_000;
const stepMs = 150;
const restWithinMs = 60_000;
/** Over the second half that is no growth: the heap breathes, timers of health come and go. */
const tolerated = {
  residentMb: 8,
  heapMb: 2,
  descriptors: 0,
  processes: 0,
  timers: cameras.length,
};

/** One look at the keeper's process while it is at rest between two rounds of churn. */
type Sample = { readonly atSeconds: number } & Readonly<Record<keyof typeof tolerated, number>>;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '3' } } });
const untilMs = performance.now() + Number(values.minutes) * 60_000;
const report = await soak();
console.log(JSON.stringify(report, null, 2));
process.exitCode = report.flat ? 0 : 1;

async function soak() {
  const keeper = createKeeper({
    config: { cameras: Object.fromEntries(cameras.map((name) => [name, section()])) },
  });
  await keeper.start();
  const troubles = churn(keeper, cameras);
  try {
    const samples = await rounds(keeper, troubles);
    const left = (await keeper.stop()).abandoned;
    const end = { abandoned: left, processes: descendantsOf(process.pid).length };
    return describe(samples, troubles.counts, end);
  } finally {
    await keeper.stop();
  }
}

async function rounds(keeper: Keeper, troubles: Churn): Promise<readonly Sample[]> {
  const samples = [await sampleAtRest(keeper)];
  while (performance.now() < untilMs) {
    const endMs = performance.now() + roundMs;
    while (performance.now() < endMs) {
      troubles.step();
      await delay(stepMs);
    }
    samples.push(await sampleAtRest(keeper));
    process.stderr.write(`${JSON.stringify(samples.at(-1))}\n`);
  }
  return samples;
}

/** The cameras that stay, as they were, and nothing else. */
async function sampleAtRest(keeper: Keeper): Promise<Sample> {
  for (const name of Object.keys(keeper.status().cameras)) {
    if (!cameras.includes(name)) removeIfKnown(keeper, name);
  }
  for (const name of cameras) {
    keeper.add(name, section());
    keeper.enable(name);
    keeper.restart(name); // without waiting for a back-off or for a stopped ffmpeg to be noticed
  }
  const healthy = () => {
    const all = Object.values(keeper.status().cameras);
    const up = all.filter(({ state }) => state === 'running.healthy');
    return all.length === cameras.length && up.length === all.length;
  };
  const seen = () => Object.values(keeper.status().cameras).map(({ reason }) => reason);
  await eventually('only the cameras that stay', healthy, { withinMs: restWithinMs, seen });
  const each = 3; // capture, ffmpeg, tracker
  const alone = () => descendantsOf(process.pid).length <= each * cameras.length;
  await eventually('no process of others', alone, { withinMs: 2_000 }).catch(() => {});
  return look();
}

function removeIfKnown(keeper: Keeper, name: string): void {
  try {
    keeper.remove(name);
  } catch {
    // it is on its way out
  }
}

function look(): Sample {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const mb = (bytes: number) => Number((bytes / 2 ** 20).toFixed(1));
  const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  return {
    atSeconds: Math.round(performance.now() / 1000),
    residentMb: mb(rss),
    heapMb: mb(heapUsed),
    descriptors: readdirSync('/proc/self/fd').length,
    processes: descendantsOf(process.pid).length,
    timers,
  };
}

type End = { readonly abandoned: readonly string[]; readonly processes: number };

function describe(samples: readonly Sample[], acts: Churn['counts'], end: End) {
  const quantities = Object.entries(tolerated).map(([name, most]) => {
    const quantity = name as keyof typeof tolerated;
    const seen = samples.map((sample) => sample[quantity]);
    return [name, trendOf(seen, most)] as const;
  });
  const flat = quantities.every(([, trend]) => trend.flat) && end.processes === 0;
  const trends = Object.fromEntries(quantities);
  return { machine: describeMachine(), minutes: values.minutes, acts, flat, trends, end, samples };
}
