// deadline: 900 s
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runSchedule } from './schedule.ts';
import { seedsKept } from './seeds.ts';

const chaos = suite('chaos');

/** `CHAOS_SEED=17` runs one schedule, `CHAOS_SCHEDULES=100000` more of them. */
const only = Number(process.env.CHAOS_SEED ?? 0);
const count = Number(process.env.CHAOS_SCHEDULES ?? 10_000);
const seeds = only > 0 ? [only] : Array.from({ length: count }, (_, index) => index + 1);
const threads = Math.min(2, seeds.length);
/** Most of what a schedule makes is dead at its end: let it die young. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

for (const [seed, fault] of seedsKept) {
  chaos(`seed ${seed}: ${fault}`, () => assert.is(runSchedule(seed) ?? '', ''));
}

chaos(`${seeds.length} random schedules end as they should`, async () => {
  const shares = Array.from({ length: threads }, (_, thread) =>
    seeds.filter((_seed, index) => index % threads === thread),
  );
  const failed = (await Promise.all(shares.map(runInThread))).flat();
  assert.is(failed.slice(0, 3).join('\n\n'), '', `${failed.length} of ${seeds.length} schedules`);
});

async function runInThread(share: readonly number[]): Promise<readonly string[]> {
  const program = join(import.meta.dirname, 'chaos-worker.js');
  const worker = new Worker(program, { workerData: { seeds: share }, resourceLimits });
  const [failures] = await once(worker, 'message');
  return failures;
}

chaos.run();
