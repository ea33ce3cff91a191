import { setTimeout as delay } from 'node:timers/promises';
import { Subject, startWith } from 'rxjs';
import { createKeeper, type Keeper } from '../../index.ts';
import { realCamera, realCameras, untilAllHealthy } from '../cameras/real-cameras.ts';
import { cpuSeconds } from '../process/cpu.ts';
import { profiled, type Spent } from './cpu-profile.ts';

// A keeper of real cameras in a process of its own, one change a second:
// `PROGRAM CAMERAS SECONDS [FILE]`. Without a file its journal is the ring in memory. Prints JSON.

export type Measured = {
  /** Of the whole process, while nobody looks. */
  readonly cpuSeconds: number;
  /** In as many seconds again, with the profiler. */
  readonly journal: Spent;
  readonly changes: number;
};

const [count = 0, seconds = 0] = process.argv.slice(2, 4).map(Number);
const file = process.argv[4];
const settleMs = Math.min(3, seconds) * 1_000;
const configurations$ = new Subject<object>();
const cameras = realCameras(count);
const keeper = createKeeper({
  config: configurations$.pipe(startWith({ cameras: { ...cameras } })),
  ...(file !== undefined && { journal: { file } }),
});
await keeper.start();
await untilAllHealthy(keeper);
await delay(settleMs);
let step = 0;
const beforeSeconds = cpuSeconds(process.pid);
await changeEverySecond(keeper);
const spentSeconds = cpuSeconds(process.pid) - beforeSeconds;
// nothing else here writes files
const isOfJournal = (url: string) =>
  /\/actors\/journal\/|\/keeper\/journaling\.|^node:internal\/fs\/promises/.test(url);
const journal = await profiled(() => changeEverySecond(keeper), isOfJournal);
const measured: Measured = { cpuSeconds: spentSeconds, journal, changes: step };
console.log(JSON.stringify(measured));
await keeper.stop();

async function changeEverySecond(changed: Keeper): Promise<void> {
  for (let second = 0; second < seconds; second++, step++) {
    await delay(1_000);
    change(changed);
  }
}

/** One camera after the other is disabled, enabled, and has another rate. */
function change(changed: Keeper): void {
  const name = `camera-${Math.floor(step / 3) % count}`;
  const kind = step % 3;
  if (kind === 0) changed.disable(name);
  if (kind === 1) changed.enable(name);
  if (kind !== 2) return;
  cameras[name] = realCamera({ fps: 5 + (Math.floor(step / 3 / count + 1) % 2) });
  configurations$.next({ cameras: { ...cameras } });
}
