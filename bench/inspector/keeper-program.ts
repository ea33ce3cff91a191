import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serveInspector } from '../../index.ts';
import { insightOf } from '../../keeper/insight.ts';
import { eventually } from '../../tests/support/eventually.ts';
import { cpuSeconds, waitedSeconds } from '../process/cpu.ts';
import { residentMb } from '../process/memory.ts';
import { chatter } from './chatter.ts';
import { simulatedKeeper } from './simulated-keeper.ts';

// A keeper of simulated cameras in a process of its own: `PROGRAM CAMERAS EVENTS_PER_SECOND
// RUNTIME_DIRECTORY`. Its parent asks: `serve` is answered with the address of the inspector,
// `look` with a look at it.

export type KeeperLook = {
  /** All since the look before. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** For a core. */
  readonly waitedSeconds: number;
  readonly events: number;
  readonly loopDelayMs: { readonly p50: number; readonly p99: number; readonly most: number };
  readonly residentMb: number;
  /** Of what is reachable. */
  readonly heapMb: number;
};

const [count, eventsPerSecond, runtimeDirectory = ''] = process.argv.slice(2);
const cameras = Array.from({ length: Number(count) }, (_, index) => `camera-${index}`);
const { keeper, world } = simulatedKeeper(cameras, runtimeDirectory);
await keeper.start();
const isUp = () =>
  Object.values(keeper.status().cameras).every(({ state }) => state === 'running.healthy');
await eventually('all are up', isUp, { withinMs: 60_000 });
const silence = chatter({ world, cameras, eventsPerSecond: Number(eventsPerSecond) });
const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();
let before = counts();
process.send!('up');
process.on('message', async (question) => {
  if (question === 'look') process.send!(look());
  else process.send!(await serve());
});
process.once('disconnect', async () => {
  silence();
  await keeper.stop();
  process.exit();
});

async function serve(): Promise<string> {
  const { url } = await serveInspector(keeper, { address: '127.0.0.1:0' });
  return url;
}

function look(): KeeperLook {
  const now = counts();
  const ms = (nanoseconds: number) => nanoseconds / 1e6;
  const loopDelayMs = {
    p50: ms(delays.percentile(50)),
    p99: ms(delays.percentile(99)),
    most: ms(delays.max),
  };
  globalThis.gc?.();
  const seen = {
    seconds: now.atSeconds - before.atSeconds,
    cpuSeconds: now.cpuSeconds - before.cpuSeconds,
    waitedSeconds: now.waitedSeconds - before.waitedSeconds,
    events: now.events - before.events,
    loopDelayMs,
    residentMb: residentMb(process.pid),
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
  };
  before = counts();
  delays.reset();
  return seen;
}

function counts() {
  return {
    atSeconds: performance.now() / 1000,
    cpuSeconds: cpuSeconds(process.pid),
    waitedSeconds: waitedSeconds(process.pid),
    events: insightOf(keeper).story().sequence,
  };
}
